import { fetchAuthSession, fetchMFAPreference, fetchUserAttributes } from "aws-amplify/auth";

/** What the dashboard says of whoever is signed in. */
export interface Me {
  readonly email: string;
  readonly sub: string;
  readonly factors: string;
  readonly issuer: string;
}

const names = { TOTP: "Authenticator app", SMS: "Text message", EMAIL: "E-mail" };

/** Asks the user pool. */
export async function describeMe(): Promise<Me> {
  const [attributes, { enabled = [] }, { tokens }] = await Promise.all([
    fetchUserAttributes(),
    fetchMFAPreference(),
    fetchAuthSession(),
  ]);
  const issuer = tokens?.accessToken.payload.iss;
  return {
    email: attributes.email ?? attributes.phone_number ?? "",
    sub: attributes.sub ?? "",
    factors: enabled.map((factor) => names[factor]).join(", ") || "none",
    issuer: typeof issuer === "string" ? issuer : "",
  };
}
