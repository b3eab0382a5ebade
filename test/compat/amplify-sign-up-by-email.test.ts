// The unmodified aws-amplify 6 against a running server: signing up by e-mail, without a password, and right in.
import { describePasswordless } from "./sign-up-steps.ts";

describePasswordless("e-mail", "EMAIL_OTP", "mary@example.com");
