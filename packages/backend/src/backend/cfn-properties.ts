/**
 * The properties of CloudFormation's resources as the compiler knows them. They are the protocol's own members: by the
 * template's names (`MfaConfiguration`), and by those of code (`mfaConfiguration`).
 */
import type { OperationInputs } from "@poolhouse/protocol";
import type { CfnMethods } from "./cfn-resource.ts";

/** Words that are known are offered, others are left to the check of the definition. */
type Value<T> = T extends string ? T | (string & {}) : T;

/** Values within a property, by either name. */
type Within<T> = T extends readonly (infer E)[]
  ? readonly Within<E>[]
  : T extends object
    ? string extends keyof T
      ? T
      : { readonly [K in keyof T & string as K | Uncapitalize<K>]?: Within<T[K]> | undefined }
    : Value<T>;

/** Properties that may be read and set; what is read is a copy. */
type Settable<T> = { [K in keyof T & string as K | Uncapitalize<K>]?: Within<T[K]> | undefined };

/** What else can be read of every resource. */
interface Attributes {
  readonly ref: string;
  readonly logicalId: string;
}

interface PoolProperties extends Omit<OperationInputs["CreateUserPool"], "PoolName"> {
  UserPoolName?: string;
  EnabledMfas?: ("SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP")[];
  EmailAuthenticationMessage?: string;
  EmailAuthenticationSubject?: string;
  WebAuthnRelyingPartyID?: string;
  WebAuthnUserVerification?: "required" | "preferred";
  WebAuthnFactorConfiguration?: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

/** `backend.auth.resources.cfnResources.cfnUserPool`. */
export interface CfnUserPool extends CfnMethods, Attributes, Settable<PoolProperties> {
  readonly attrUserPoolId: string;
  readonly attrArn: string;
  /** The construct library's spelling of `WebAuthnRelyingPartyID`. */
  webAuthnRelyingPartyId?: string | undefined;
}

/** `backend.auth.resources.cfnResources.cfnUserPoolClient`. */
export interface CfnUserPoolClient
  extends CfnMethods, Attributes, Settable<OperationInputs["CreateUserPoolClient"]> {
  readonly attrClientId: string;
  /** The construct library's spelling of `CallbackURLs`. */
  callbackUrLs?: readonly string[] | undefined;
  /** The construct library's spelling of `LogoutURLs`. */
  logoutUrLs?: readonly string[] | undefined;
  defaultRedirectUri?: string | undefined;
}

/** `backend.auth.resources.groups["ADMINS"].cfnUserGroup`. */
export interface CfnUserGroup extends CfnMethods, Attributes, Settable<OperationInputs["CreateGroup"]> {}

/** A resource of the cloud that there is none of here. */
export type CfnIgnored = CfnMethods & Record<string, unknown>;
