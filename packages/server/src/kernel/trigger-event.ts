/** What a trigger is handed, and hands back with its `response` filled in (contract: Lambda triggers, common). */
export interface TriggerEvent {
  /** "1"; the token triggers of later versions have their own. */
  readonly version: string;
  /** Which trigger, and why now: `PreSignUp_AdminCreateUser`. */
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}
