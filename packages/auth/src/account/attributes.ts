import { type Context, type WithContext, type WithContextOnly, withContext } from "../context.ts";
import { check } from "../errors.ts";
import * as actions from "../http/actions.ts";
import { call } from "../http/call.ts";
import type { MetadataOption } from "../http/client-metadata.ts";
import type { CodeDeliveryDetails } from "../sign-in/steps.ts";
import { readDelivery, toAttributes } from "../sign-up/sign-up.ts";
import { requireAccessToken } from "../tokens/session.ts";

/** An attribute that a code can be sent to. */
export type VerifiableUserAttributeKey = "email" | "phone_number";

/**
 * The attributes of whoever is signed in.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example const { email } = await fetchUserAttributes();
 */
export const fetchUserAttributes: WithContextOnly<void, Record<string, string>> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<Record<string, string>> => {
    const { UserAttributes } = await call(context, "GetUser", {
      action: actions.fetchUserAttributes,
      input: { AccessToken: await requireAccessToken(context) },
    });
    return Object.fromEntries(UserAttributes.map(({ Name, Value = "" }) => [Name, Value]));
  },
);

/** Whether an attribute has changed, or waits for the code that was sent to its new value. */
export interface UpdateUserAttributeOutput {
  readonly isUpdated: boolean;
  readonly nextStep: {
    readonly updateAttributeStep: "DONE" | "CONFIRM_ATTRIBUTE_WITH_CODE";
    readonly codeDeliveryDetails?: CodeDeliveryDetails;
  };
}

/** What {@link updateUserAttributes} is called with. */
export interface UpdateUserAttributesInput {
  readonly userAttributes: Readonly<Record<string, string>>;
  readonly options?: MetadataOption | undefined;
}

/**
 * Changes attributes of whoever is signed in; says of each whether it has to be confirmed.
 *
 * @throws UserUnAuthenticatedException if nobody is; AliasExistsException if a sign-in name belongs to somebody else.
 * @example await updateUserAttributes({ userAttributes: { email, name } });
 */
export const updateUserAttributes: WithContext<
  UpdateUserAttributesInput,
  Record<string, UpdateUserAttributeOutput>
> = /* @__PURE__ */ withContext(update);

async function update(
  context: Context,
  { userAttributes, options }: UpdateUserAttributesInput,
): Promise<Record<string, UpdateUserAttributeOutput>> {
  const { CodeDeliveryDetailsList = [] } = await call(context, "UpdateUserAttributes", {
    action: actions.updateUserAttributes,
    input: {
      AccessToken: await requireAccessToken(context),
      UserAttributes: toAttributes(userAttributes),
      ClientMetadata: options?.clientMetadata,
    },
  });
  const outputs: Record<string, UpdateUserAttributeOutput> = {};
  for (const name of Object.keys(userAttributes)) outputs[name] = updated;
  for (const details of CodeDeliveryDetailsList)
    if (details.AttributeName !== undefined)
      outputs[details.AttributeName] = {
        isUpdated: false,
        nextStep: {
          updateAttributeStep: "CONFIRM_ATTRIBUTE_WITH_CODE",
          codeDeliveryDetails: readDelivery(details),
        },
      };
  return outputs;
}

const updated: UpdateUserAttributeOutput = { isUpdated: true, nextStep: { updateAttributeStep: "DONE" } };

/** What {@link updateUserAttribute} is called with. */
export interface UpdateUserAttributeInput {
  readonly userAttribute: { readonly attributeKey: string; readonly value: string };
  readonly options?: MetadataOption | undefined;
}

/**
 * Changes one attribute: {@link updateUserAttributes} for one.
 *
 * @example await updateUserAttribute({ userAttribute: { attributeKey: "email", value } });
 */
export const updateUserAttribute: WithContext<UpdateUserAttributeInput, UpdateUserAttributeOutput> =
  /* @__PURE__ */ withContext(
    async (
      context: Context,
      { userAttribute: { attributeKey, value }, options }: UpdateUserAttributeInput,
    ): Promise<UpdateUserAttributeOutput> => {
      const outputs = await update(context, { userAttributes: { [attributeKey]: value }, options });
      return outputs[attributeKey] ?? updated;
    },
  );

/** What {@link sendUserAttributeVerificationCode} is called with. */
export interface SendUserAttributeVerificationCodeInput {
  readonly userAttributeKey: VerifiableUserAttributeKey;
  readonly options?: MetadataOption | undefined;
}

/**
 * Sends a code to an attribute's value.
 *
 * @throws UserUnAuthenticatedException if nobody is signed in; LimitExceededException if it is too soon.
 * @example await sendUserAttributeVerificationCode({ userAttributeKey: "email" });
 */
export const sendUserAttributeVerificationCode: WithContext<
  SendUserAttributeVerificationCodeInput,
  CodeDeliveryDetails
> = /* @__PURE__ */ withContext(
  async (
    context: Context,
    { userAttributeKey, options }: SendUserAttributeVerificationCodeInput,
  ): Promise<CodeDeliveryDetails> => {
    const { CodeDeliveryDetails } = await call(context, "GetUserAttributeVerificationCode", {
      action: actions.sendUserAttributeVerificationCode,
      input: {
        AccessToken: await requireAccessToken(context),
        AttributeName: userAttributeKey,
        ClientMetadata: options?.clientMetadata,
      },
    });
    return readDelivery(CodeDeliveryDetails);
  },
);

/** What {@link confirmUserAttribute} is called with. */
export interface ConfirmUserAttributeInput {
  readonly userAttributeKey: VerifiableUserAttributeKey;
  readonly confirmationCode: string;
}

/**
 * Confirms an attribute with the code that was sent to it.
 *
 * @throws EmptyConfirmUserAttributeCode before any request; CodeMismatchException, ExpiredCodeException.
 * @example await confirmUserAttribute({ userAttributeKey: "email", confirmationCode });
 */
export const confirmUserAttribute: WithContext<ConfirmUserAttributeInput, void> = /* @__PURE__ */ withContext(
  async (
    context: Context,
    { userAttributeKey, confirmationCode }: ConfirmUserAttributeInput,
  ): Promise<void> => {
    check(confirmationCode !== "" && confirmationCode !== undefined, "EmptyConfirmUserAttributeCode");
    await call(context, "VerifyUserAttribute", {
      action: actions.confirmUserAttribute,
      input: {
        AccessToken: await requireAccessToken(context),
        AttributeName: userAttributeKey,
        Code: confirmationCode,
      },
    });
  },
);

/** What {@link deleteUserAttributes} is called with. */
export interface DeleteUserAttributesInput {
  readonly userAttributeKeys: readonly [string, ...string[]];
}

/**
 * Removes attributes of whoever is signed in.
 *
 * @throws UserUnAuthenticatedException if nobody is.
 * @example await deleteUserAttributes({ userAttributeKeys: ["nickname"] });
 */
export const deleteUserAttributes: WithContext<DeleteUserAttributesInput, void> = /* @__PURE__ */ withContext(
  async (context: Context, { userAttributeKeys }: DeleteUserAttributesInput): Promise<void> => {
    await call(context, "DeleteUserAttributes", {
      action: actions.deleteUserAttributes,
      input: { AccessToken: await requireAccessToken(context), UserAttributeNames: [...userAttributeKeys] },
    });
  },
);
