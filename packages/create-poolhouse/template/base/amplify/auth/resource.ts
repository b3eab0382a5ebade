import { defineAuth } from "@poolhouse/backend";

/** How people sign in. Change it while the sandbox runs: it is live within a second, and nobody is lost. */
export const auth = defineAuth({
  loginWith: {
    email: {
      verificationEmailStyle: "CODE",
      verificationEmailSubject: "Welcome! Verify your email!",
      verificationEmailBody: (createCode) => `Use this code to confirm your account: ${createCode()}`,
    },
  },
  multifactor: {
    mode: "REQUIRED",
    totp: true,
  },
});
