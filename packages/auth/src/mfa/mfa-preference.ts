import { type Context, type WithContext, type WithContextOnly, withContext } from "../context.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import { type MFAType, toMFATypes } from "../sign-in/steps.ts";
import { requireAccessToken } from "../tokens/session.ts";

/** What is to be with a factor; one that is not named stays as it is. */
export type MFAPreference = "ENABLED" | "DISABLED" | "PREFERRED" | "NOT_PREFERRED";

/** What {@link updateMFAPreference} is called with; a factor that is left out stays as it is. */
export interface UpdateMFAPreferenceInput {
  readonly sms?: MFAPreference | undefined;
  readonly totp?: MFAPreference | undefined;
  readonly email?: MFAPreference | undefined;
}

const settings = {
  DISABLED: { Enabled: false },
  ENABLED: { Enabled: true },
  PREFERRED: { Enabled: true, PreferredMfa: true },
  NOT_PREFERRED: { Enabled: true, PreferredMfa: false },
} as const;

/**
 * Says which second factors whoever is signed in wants to be asked for.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; InvalidParameterException for a factor that is not set up, and for
 *   two preferred ones.
 * @example await updateMFAPreference({ totp: "PREFERRED", sms: "ENABLED" });
 */
export const updateMFAPreference: WithContext<UpdateMFAPreferenceInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, { sms, totp, email }: UpdateMFAPreferenceInput): Promise<void> => {
    await call(context, "SetUserMFAPreference", {
      action: actions.updateMFAPreference,
      input: {
        AccessToken: await requireAccessToken(context),
        ...(sms !== undefined && { SMSMfaSettings: settings[sms] }),
        ...(totp !== undefined && { SoftwareTokenMfaSettings: settings[totp] }),
        ...(email !== undefined && { EmailMfaSettings: settings[email] }),
      },
    });
  },
);

/** Which second factors are on, and which is asked for. */
export interface FetchMFAPreferenceOutput {
  readonly enabled?: readonly MFAType[];
  readonly preferred?: MFAType;
}

/**
 * The second factors of whoever is signed in.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example const { enabled, preferred } = await fetchMFAPreference();
 */
export const fetchMFAPreference: WithContextOnly<void, FetchMFAPreferenceOutput> =
  /* @__PURE__ */ withContext(async (context: Context): Promise<FetchMFAPreferenceOutput> => {
    const { UserMFASettingList: enabled, PreferredMfaSetting: preferred } = await call(context, "GetUser", {
      action: actions.fetchMFAPreference,
      input: { AccessToken: await requireAccessToken(context) },
    });
    const [first] = toMFATypes(preferred === undefined ? [] : [preferred]);
    return {
      ...(enabled !== undefined && { enabled: toMFATypes(enabled) }),
      ...(first !== undefined && { preferred: first }),
    };
  });
