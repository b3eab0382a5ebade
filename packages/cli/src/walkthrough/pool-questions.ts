// The user pool: names, groups, second factors, messages, passwords.
import {
  advancedSettings,
  attributes,
  mfaModes,
  mfaTypes,
  passwordCharacters,
  registrations,
  signInNames,
  yesOrNo,
} from "./choices.ts";
import {
  before,
  hasMfa,
  holdsCode,
  includes,
  isAdding,
  isManual,
  matches,
  wantsMore,
  wayOf,
  within,
} from "./conditions.ts";
import { usualVerification } from "./settings.ts";
import { isYes, learnMore, type Question, type Scene, textIn } from "./question.ts";

/** Said before what cannot be changed once a pool has people in it. */
const notEditable = "Warning: you will not be able to edit these selections.";

/** The mode that is in effect is not asked for again. */
const isMfaOpen = ({ current }: Scene): boolean =>
  !["ON", "OPTIONAL"].includes(textIn(current, "mfaConfiguration"));

/** Why "ON" stands in the list of an update and cannot be taken. */
const onlyInDefinition =
  '- not by update: set multifactor.mode to "REQUIRED" in amplify/auth/resource.ts and push; nobody is lost';

/** Who has signed up stays, so only what can change is asked again. */
export const poolQuestions: readonly Question[] = [
  {
    key: "userPoolName",
    text: "Provide a name for your user pool:",
    kind: "input",
    when: (scene) => isManual(scene) && scene.current.userPoolName === undefined,
    fallback: ({ answers }) => textIn(answers, "resourceName") || "auth",
    check: matches(/^[\w\s+=,.@-]{1,128}$/, "A name has 1 to 128 letters, digits, spaces and any of +=,.@-."),
  },
  {
    key: "usernameAttributes",
    text: "How do you want users to be able to sign in?",
    kind: "list",
    warning: notEditable,
    about: "With Email or Phone Number, people sign up with that and have no user name of their own.",
    when: isAdding,
    choices: () => signInNames,
    fallback: () => "username",
  },
  {
    key: "userPoolGroups",
    text: "Do you want to add User Pool Groups?",
    kind: "list",
    about: "Tokens name the groups of a user, so an app can tell what somebody may do.",
    when: isManual,
    choices: () => [...yesOrNo, learnMore],
    fallback: before("userPoolGroups", false),
  },
  {
    key: "userPoolGroupNames",
    text: "Provide a name for your user pool group:",
    kind: "repeated",
    another: "Do you want to add another User Pool Group",
    when: (scene) =>
      wayOf(scene) === "updateUserPoolGroups" || (isManual(scene) && isYes(scene.answers, "userPoolGroups")),
    check: matches(
      /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
      "A group's name has 1 to 128 characters and no space.",
    ),
  },
  {
    key: "adminQueries",
    text: "Do you want to add an admin queries API?",
    kind: "list",
    about:
      "Operators' keys and their policies are what looks after users here; there is no other API for it.",
    when: (scene) => isManual(scene) || wayOf(scene) === "updateAdminQueries",
    choices: () => [...yesOrNo, learnMore],
    fallback: before("adminQueries", false),
  },
  {
    key: "additionalQuestions",
    text: "Do you want to configure advanced settings?",
    kind: "list",
    when: (scene) => isAdding(scene) && !isManual(scene),
    choices: () => advancedSettings,
    fallback: () => "none",
  },
  {
    key: "mfaConfiguration",
    text: "Multifactor authentication (MFA) user login options:",
    kind: "list",
    about:
      "A second factor is a code from an authenticator app or by SMS, after the password. ON asks everybody for one; OPTIONAL those who have turned it on, or for whom an operator has.",
    when: (scene) => isManual(scene) && isMfaOpen(scene),
    choices: ({ mode }) =>
      mfaModes.map((choice) =>
        mode === "update" && choice.value === "ON" ? { ...choice, disabled: onlyInDefinition } : choice,
      ),
    fallback: () => "OFF",
  },
  {
    key: "mfaTypes",
    text: "For user login, select the MFA types:",
    kind: "checkboxes",
    when: (scene) => isManual(scene) && hasMfa(scene),
    choices: () => mfaTypes,
    fallback: before("mfaTypes", ["SMS Text Message"]),
    check: (answer) =>
      Array.isArray(answer) && answer.length > 0
        ? undefined
        : "You must select at least one MFA type from the list.",
  },
  {
    key: "smsAuthenticationMessage",
    text: "Specify an SMS authentication message:",
    kind: "input",
    when: (scene) => isManual(scene) && hasMfa(scene) && includes("mfaTypes", "SMS Text Message")(scene),
    fallback: before("smsAuthenticationMessage", "Your authentication code is {####}"),
    check: holdsCode("SMS authentication", "authentication"),
  },
  {
    key: "autoVerifiedAttributes",
    text: "Email based user registration/forgot password:",
    kind: "list",
    when: isManual,
    choices: () => registrations,
    fallback: ({ current, answers }) => current.autoVerifiedAttributes ?? usualVerification(answers),
  },
  {
    key: "emailVerificationSubject",
    text: "Specify an email verification subject:",
    kind: "input",
    when: (scene) => isManual(scene) && includes("autoVerifiedAttributes", "email")(scene),
    fallback: before("emailVerificationSubject", "Your verification code"),
  },
  {
    key: "emailVerificationMessage",
    text: "Specify an email verification message:",
    kind: "input",
    when: (scene) => isManual(scene) && includes("autoVerifiedAttributes", "email")(scene),
    fallback: before("emailVerificationMessage", "Your verification code is {####}"),
    check: holdsCode("email verification", "verification"),
  },
  {
    key: "smsVerificationMessage",
    text: "Please specify an SMS verification message:",
    kind: "input",
    when: (scene) => isManual(scene) && includes("autoVerifiedAttributes", "phone_number")(scene),
    fallback: before("smsVerificationMessage", "Your verification code is {####}"),
    check: holdsCode("SMS verification", "verification"),
  },
  {
    key: "defaultPasswordPolicy",
    text: "Do you want to override the default password policy for this User Pool?",
    kind: "confirm",
    when: isManual,
    fallback: before("defaultPasswordPolicy", false),
  },
  {
    key: "passwordPolicyMinLength",
    text: "Enter the minimum password length for this User Pool:",
    kind: "input",
    when: (scene) => isManual(scene) && isYes(scene.answers, "defaultPasswordPolicy"),
    fallback: before("passwordPolicyMinLength", "8"),
    check: within(6, 98, "The length is a number from 6 to 98."),
  },
  {
    key: "passwordPolicyCharacters",
    text: "Select the password character requirements for your userpool:",
    kind: "checkboxes",
    when: (scene) => isManual(scene) && isYes(scene.answers, "defaultPasswordPolicy"),
    choices: () => passwordCharacters,
    fallback: before("passwordPolicyCharacters", []),
  },
  {
    key: "requiredAttributes",
    text: "What attributes are required for signing up?",
    kind: "checkboxes",
    warning: notEditable,
    when: (scene) => isAdding(scene) && (isManual(scene) || wantsMore(scene)),
    choices: () => attributes,
    fallback: () => ["email"],
  },
];
