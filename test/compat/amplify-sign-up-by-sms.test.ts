// The unmodified aws-amplify 6 against a running server: signing up by SMS, without a password, and right in.
import { describePasswordless } from "./sign-up-steps.ts";

describePasswordless("SMS", "SMS_OTP", "+4915110000031");
