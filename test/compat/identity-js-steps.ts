/** amazon-cognito-identity-js tells by callbacks where a sign-in stands; here each call is a promise of the next step. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type IAuthenticationCallback,
  type ICognitoStorage,
  type IMfaSettings,
  type ISignUpResult,
  type UserData,
} from "amazon-cognito-identity-js";
import type { ProvisionedApp } from "../support/provision-app.ts";
import type { IssuedTokens } from "../support/verify-tokens.ts";

/** What a sign-in asks for, or its end. */
export type Step =
  | { readonly name: "signedIn"; readonly session: CognitoUserSession }
  | {
      readonly name: "mfaSetup" | "totpRequired" | "mfaRequired" | "selectMFAType";
      readonly parameters: unknown;
    }
  | { readonly name: "newPasswordRequired"; readonly attributes: unknown; readonly required: string[] };

/** A browser's storage that nobody else sees. */
export function emptyStorage(): ICognitoStorage {
  const items = new Map<string, string>();
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

/** The library's pool, unmodified; only its endpoint is set. */
export function openPool(endpoint: string, app: ProvisionedApp, Storage = emptyStorage()): CognitoUserPool {
  return new CognitoUserPool({ UserPoolId: app.userPoolId, ClientId: app.clientId, endpoint, Storage });
}

export function userOf(Pool: CognitoUserPool, Username: string, Storage = emptyStorage()): CognitoUser {
  return new CognitoUser({ Username, Pool, Storage });
}

/** Runs a call that answers in node's way: error first. */
function settle<T>(run: (callback: (error?: Error, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    // Where the library reports no error it hands over the result.
    run((error, result) => (error ? reject(error) : resolve(result as T)));
  });
}

/** Runs a call that answers with the next step of a sign-in. */
function awaitStep(run: (callbacks: IAuthenticationCallback) => void): Promise<Step> {
  return new Promise((resolve, reject) => {
    run({
      onSuccess: (session) => resolve({ name: "signedIn", session }),
      onFailure: reject,
      mfaSetup: (_name, parameters: unknown) => resolve({ name: "mfaSetup", parameters }),
      totpRequired: (_name, parameters: unknown) => resolve({ name: "totpRequired", parameters }),
      mfaRequired: (_name, parameters: unknown) => resolve({ name: "mfaRequired", parameters }),
      selectMFAType: (_name, parameters: unknown) => resolve({ name: "selectMFAType", parameters }),
      newPasswordRequired: (attributes: unknown, required: string[]) =>
        resolve({ name: "newPasswordRequired", attributes, required }),
    });
  });
}

export function signUp(
  pool: CognitoUserPool,
  person: { username: string; password: string; email: string },
): Promise<ISignUpResult> {
  const attributes = [new CognitoUserAttribute({ Name: "email", Value: person.email })];
  return settle((callback) => pool.signUp(person.username, person.password, attributes, [], callback));
}

export const confirmRegistration = (user: CognitoUser, code: string): Promise<string> =>
  settle((callback) => user.confirmRegistration(code, false, callback));

export const resendConfirmationCode = (user: CognitoUser): Promise<unknown> =>
  settle((callback) => user.resendConfirmationCode(callback));

export const authenticate = (user: CognitoUser, Password: string): Promise<Step> =>
  awaitStep((callbacks) =>
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), callbacks),
  );

/** With the plain password, which is quicker where SRP is not the subject. */
export function authenticateInPlain(user: CognitoUser, password: string): Promise<Step> {
  user.setAuthenticationFlowType("USER_PASSWORD_AUTH");
  return authenticate(user, password);
}

export const completeNewPassword = (user: CognitoUser, password: string): Promise<Step> =>
  awaitStep((callbacks) => user.completeNewPasswordChallenge(password, {}, callbacks));

/** The secret for an authenticator app. */
export const associate = (user: CognitoUser): Promise<string> =>
  new Promise((associateSecretCode, onFailure) => {
    user.associateSoftwareToken({ associateSecretCode, onFailure });
  });

export const verifySetUp = (user: CognitoUser, code: string): Promise<CognitoUserSession> =>
  new Promise((onSuccess, onFailure) => {
    user.verifySoftwareToken(code, "My phone", { onSuccess, onFailure });
  });

export const sendTotp = (user: CognitoUser, code: string): Promise<CognitoUserSession> =>
  new Promise((onSuccess, onFailure) => {
    user.sendMFACode(code, { onSuccess, onFailure }, "SOFTWARE_TOKEN_MFA");
  });

/** SMS is what the library takes a code for unless it is told otherwise. */
export const sendSmsCode = (user: CognitoUser, code: string): Promise<CognitoUserSession> =>
  new Promise((onSuccess, onFailure) => {
    user.sendMFACode(code, { onSuccess, onFailure });
  });

export const selectFactor = (user: CognitoUser, factor: "SMS_MFA" | "SOFTWARE_TOKEN_MFA"): Promise<Step> =>
  awaitStep((callbacks) => user.sendMFASelectionAnswer(factor, callbacks));

export const getUserData = (user: CognitoUser): Promise<UserData> =>
  settle((callback) => user.getUserData(callback, { bypassCache: true }));

export const preferTotp = (user: CognitoUser, totp: IMfaSettings): Promise<string> =>
  preferFactors(user, { totp });

/** Factors that are not named stay as they are. */
export const preferFactors = (
  user: CognitoUser,
  { sms = null, totp = null }: { sms?: IMfaSettings | null; totp?: IMfaSettings | null },
): Promise<string> => settle((callback) => user.setUserMfaPreference(sms, totp, callback));

export const refresh = (user: CognitoUser, session: CognitoUserSession): Promise<CognitoUserSession> =>
  settle((callback) => user.refreshSession(session.getRefreshToken(), callback));

/** Revokes the refresh token on the way, as version 6 does. */
export const signOut = (user: CognitoUser): Promise<void> => new Promise((resolve) => user.signOut(resolve));

export const globalSignOut = (user: CognitoUser): Promise<string> =>
  new Promise((onSuccess, onFailure) => {
    user.globalSignOut({ onSuccess, onFailure });
  });

export function tokensOf(session: CognitoUserSession): IssuedTokens {
  return {
    accessToken: session.getAccessToken().getJwtToken(),
    idToken: session.getIdToken().getJwtToken(),
  };
}
