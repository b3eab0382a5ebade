import type { Command } from "../command.ts";
import { confirmFlags } from "../confirm.ts";
import { limitFlags } from "../limit-flags.ts";

const who = ["POOL", "USER"] as const;

/** Users: finding, making, switching off and on, deleting; their passwords. */
const accountCommands: readonly Command[] = [
  {
    name: "users list",
    summary: "List or find the users of a pool.",
    words: ["POOL"],
    connects: true,
    flags: {
      filter: {
        value: "FILTER",
        about: "The protocol's filter, e.g. 'email ^= \"ada\"' or 'status = \"Disabled\"'.",
      },
      ...limitFlags,
    },
    examples: ["users list people", "users list people --filter 'email = \"ada@example.com\"' --json"],
    load: async () => (await import("../users/accounts.ts")).listUsers,
  },
  {
    name: "users show",
    summary: "Show a user: status, second factors, groups, attributes.",
    words: who,
    connects: true,
    load: async () => (await import("../users/accounts.ts")).showUser,
  },
  {
    name: "users create",
    summary: "Make a user, who is sent a temporary password, and print the username.",
    words: who,
    connects: true,
    flags: {
      attribute: {
        value: "NAME=VALUE",
        isRepeated: true,
        about: "An attribute, e.g. email=ada@example.com.",
      },
      verified: { about: "The e-mail address and the phone number need no proof." },
      send: {
        value: "HOW",
        choices: ["email", "sms", "nothing"],
        about: "How the invitation goes out: email, sms or nothing.",
      },
      "password-stdin": { about: "Read the temporary password from standard input." },
    },
    examples: ["users create people ada --attribute email=ada@example.com --verified --send email"],
    load: async () => (await import("../users/accounts.ts")).createUser,
  },
  {
    name: "users delete",
    summary: "Delete a user and everything of theirs.",
    words: who,
    connects: true,
    flags: confirmFlags,
    load: async () => (await import("../users/accounts.ts")).deleteUser,
  },
  {
    name: "users enable",
    summary: "Let a disabled user sign in again.",
    words: who,
    connects: true,
    load: async () => (await import("../users/accounts.ts")).enableUser,
  },
  {
    name: "users disable",
    summary: "Refuse a user's sign-ins, and sign them out everywhere.",
    words: who,
    connects: true,
    load: async () => (await import("../users/accounts.ts")).disableUser,
  },
  {
    name: "users confirm",
    summary: "Confirm a sign-up without its code.",
    words: who,
    connects: true,
    load: async () => (await import("../users/accounts.ts")).confirmUser,
  },
  {
    name: "users reset-password",
    summary: "Make a user choose a new password, with a code that is sent.",
    words: who,
    connects: true,
    load: async () => (await import("../users/accounts.ts")).resetPassword,
  },
  {
    name: "users set-password",
    summary: "Give a user the password that is asked for, or stands on standard input.",
    words: who,
    connects: true,
    flags: { temporary: { about: "It must be changed at the next sign-in." } },
    about: "A password never stands in the command line, where every user of the machine could read it.",
    examples: ["users set-password people ada", "users set-password people ada --temporary < password.txt"],
    load: async () => (await import("../users/accounts.ts")).setPassword,
  },
];

/** Second factors, devices, sessions and what happened. */
const activityCommands: readonly Command[] = [
  {
    name: "users reset-mfa",
    summary: "Take every second factor of a user away, for the phone that is lost.",
    words: who,
    connects: true,
    flags: {
      passkeys: { about: "Delete the passkeys, too: they are a way in of their own." },
      "forget-devices": { about: "Forget the remembered devices, too." },
      "sign-out": { about: "Sign the user out everywhere, too." },
      ...confirmFlags,
    },
    about: `Authenticator apps and recovery codes go; codes by SMS and e-mail are switched off, and so is the use of passkeys for more
than the first factor. Where the pool demands a second factor, the next sign-in leads to a new set-up. Make sure that it is the
person who asks for this.`,
    examples: ["users reset-mfa people ada", "users reset-mfa people ada --forget-devices --sign-out --yes"],
    load: async () => (await import("../users/factors.ts")).resetMfa,
  },
  {
    name: "users devices",
    summary: "List the remembered devices of a user.",
    words: who,
    connects: true,
    flags: limitFlags,
    load: async () => (await import("../users/activity.ts")).listDevices,
  },
  {
    name: "users forget-device",
    summary: "Forget a remembered device.",
    words: [...who, "DEVICE"],
    connects: true,
    load: async () => (await import("../users/activity.ts")).forgetDevice,
  },
  {
    name: "users passkeys",
    summary: "List the passkeys of a user.",
    words: who,
    connects: true,
    load: async () => (await import("../users/factors.ts")).listPasskeys,
  },
  {
    name: "users delete-passkey",
    summary: "Take one passkey of a user away.",
    words: [...who, "PASSKEY"],
    connects: true,
    load: async () => (await import("../users/factors.ts")).deletePasskey,
  },
  {
    name: "users sessions",
    summary: "List where a user is signed in, in pools that track sessions.",
    words: who,
    connects: true,
    load: async () => (await import("../users/activity.ts")).listSessions,
  },
  {
    name: "users end-session",
    summary: "End one session of a user with all its tokens.",
    words: [...who, "SESSION"],
    connects: true,
    load: async () => (await import("../users/activity.ts")).endSession,
  },
  {
    name: "users sign-out",
    summary: "Sign a user out everywhere.",
    words: who,
    connects: true,
    load: async () => (await import("../users/accounts.ts")).signOutUser,
  },
  {
    name: "users events",
    summary: "List a user's sign-ins and their results, newest first.",
    words: who,
    connects: true,
    flags: limitFlags,
    load: async () => (await import("../users/activity.ts")).listEvents,
  },
];

export const userCommands: readonly Command[] = [...accountCommands, ...activityCommands];
