// The numbers that functions go by in the user agent (client API contract, request envelope). Constants of their own, not a table:
// bundlers put the numbers of those that an app uses where they are used.
export const signUp = 1;
export const confirmSignUp = 2;
export const resendSignUpCode = 3;
export const signIn = 4;
export const fetchMFAPreference = 6;
export const updateMFAPreference = 7;
export const setUpTOTP = 10;
export const verifyTOTPSetup = 11;
export const confirmSignIn = 12;
export const deleteUserAttributes = 15;
export const deleteUser = 16;
export const updateUserAttributes = 17;
export const fetchUserAttributes = 18;
export const confirmUserAttribute = 22;
export const signOut = 26;
export const updatePassword = 27;
export const resetPassword = 28;
export const confirmResetPassword = 29;
export const rememberDevice = 32;
export const forgetDevice = 33;
export const fetchDevices = 34;
export const sendUserAttributeVerificationCode = 35;
export const startWebAuthnRegistration = 37;
export const completeWebAuthnRegistration = 38;
export const listWebAuthnCredentials = 39;
export const deleteWebAuthnCredential = 40;
