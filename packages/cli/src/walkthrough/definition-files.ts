/** The definition that a walkthrough writes: `auth/resource.ts` and `backend.ts`, for people to read and to go on from. */
import { overrideLines } from "./overrides.ts";
import { contactsOf, type Settings } from "./settings.ts";
import { providersOf, secretsOf } from "./social.ts";
import { code, expression, messageFunction, type Source } from "./source.ts";
import { triggerFiles, triggersOf } from "./trigger-files.ts";

/** A file of the definition, with its path in the folder `amplify`. */
export interface DefinitionFile {
  readonly path: string;
  readonly text: string;
  /** It is written once; from then on it is the author's. */
  readonly isOnce?: true;
}

/** All files. */
export function definitionFiles(settings: Settings): readonly DefinitionFile[] {
  return [
    { path: "auth/resource.ts", text: resourceText(settings) },
    { path: "backend.ts", text: backendText(settings) },
    ...triggerFiles(settings),
  ];
}

const head =
  "// Written by `poolhouse add auth`. Once it is changed by hand, `poolhouse update auth` leaves it alone.\n";

function resourceText(settings: Settings): string {
  const triggers = triggersOf(settings);
  const names = ["defineAuth", ...(secretsOf(settings).length > 0 ? ["secret"] : [])];
  const imports = triggers.map(({ name, folder }) => `import { ${name} } from "./${folder}/resource";\n`);
  return `${head}import { ${names.join(", ")} } from "@poolhouse/backend";
${imports.join("")}
export const auth = defineAuth(${expression(propsOf(settings), 0)});
`;
}

function backendText(settings: Settings): string {
  const lines = overrideLines(settings);
  const imports = `import { defineBackend } from "@poolhouse/backend";\nimport { auth } from "./auth/resource";\n`;
  const uses = ["cfnUserPool", "cfnUserPoolClient"].filter((name) =>
    lines.some((line) => line.includes(`${name}.`)),
  );
  return `${head}${imports}
const backend = defineBackend({ auth });

// What defineAuth has no word for is said in the words of CloudFormation.
const { ${uses.join(", ")} } = backend.auth.resources.cfnResources;
${lines.join("\n")}
`;
}

/** What `defineAuth` is called with. */
function propsOf(settings: Settings): { readonly [name: string]: Source | undefined } {
  const { groups } = settings;
  const triggers = triggersOf(settings);
  const addsToGroup = settings.capabilities.includes("addUserToGroup");
  return {
    name: settings.name,
    loginWith: loginOf(settings),
    multifactor: multifactorOf(settings),
    userAttributes: attributesOf(settings),
    groups: groups.length > 0 ? [...groups] : undefined,
    accountRecovery: settings.verified.includes("email") ? "EMAIL_ONLY" : "PHONE_ONLY_WITHOUT_MFA",
    triggers:
      triggers.length > 0 ? Object.fromEntries(triggers.map(({ name }) => [name, code(name)])) : undefined,
    access: addsToGroup
      ? code('(allow) => [allow.resource(postConfirmation).to(["addUserToGroup"])]')
      : undefined,
  };
}

function loginOf(settings: Settings): Source {
  const contacts = contactsOf(settings);
  const { verified, oauth } = settings;
  const email = {
    verificationEmailSubject: settings.emailSubject,
    verificationEmailBody: messageFunction(settings.emailMessage),
  };
  const phone = { verificationMessage: messageFunction(settings.smsMessage) };
  return {
    email: contacts.includes("email") ? (verified.includes("email") ? email : true) : undefined,
    phone: contacts.includes("phone_number") ? (verified.includes("phone_number") ? phone : true) : undefined,
    externalProviders: oauth && providersOf(oauth),
  };
}

const modes = { OFF: "OFF", OPTIONAL: "OPTIONAL", ON: "REQUIRED" } as const;

function multifactorOf(settings: Settings): Source {
  const { mfa, devices } = settings;
  const deviceTracking = devices === "off" ? undefined : devices;
  if (mfa.mode === "OFF") return { mode: "OFF", deviceTracking };
  // With phone numbers to sign in with, `defineAuth` demands SMS; an override takes the factor away again.
  const isDemanded = contactsOf(settings).includes("phone_number");
  const sms = mfa.sms ? { smsMessage: messageFunction(mfa.message) } : isDemanded || undefined;
  return { mode: modes[mfa.mode], sms, totp: mfa.totp || undefined, deviceTracking };
}

/** Standard attributes whose names in definitions are not those on the wire in camel case. */
const ownWords = new Map([
  ["name", "fullname"],
  ["picture", "profilePicture"],
  ["profile", "profilePage"],
  ["zoneinfo", "timezone"],
  ["updated_at", "lastUpdateTime"],
]);

const attributeName = (wire: string): string =>
  ownWords.get(wire) ?? wire.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Those that are not required anyway, because people sign in with them or prove them. */
function attributesOf(settings: Settings): Source | undefined {
  const contacts: readonly string[] = contactsOf(settings);
  const others = settings.requiredAttributes.filter((name) => !contacts.includes(name));
  if (others.length === 0) return undefined;
  return Object.fromEntries(others.map((name) => [attributeName(name), { required: true, mutable: true }]));
}
