/** What somebody is shown who is not signed in. It travels with the form, so that forms work without scripts. */
export interface View {
  readonly form: FormName;
  /** Who is signing up or in. */
  readonly email?: string;
  /** The secret of an authenticator app that is being set up, in Base32. */
  readonly secret?: string;
  /** The same as an address that a QR code carries. */
  readonly uri?: string;
  /** What went well before. */
  readonly notice?: string;
  /** What went wrong. */
  readonly problem?: string;
}

/** What forms do, by the name that each sends along. */
export type FormName = "sign-in" | "sign-up" | "confirm" | "resend" | "set-up" | "code" | "resume" | "cancel";
