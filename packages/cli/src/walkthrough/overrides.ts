// What the first generation asks for and `defineAuth` has no word for.
import { contactsOf, type Settings } from "./settings.ts";
import { expression, type Source } from "./source.ts";

/** The lines of `backend.ts`, in the order in which they stand there. */
export function overrideLines(settings: Settings): readonly string[] {
  return [
    override("cfnUserPool", "Policies.PasswordPolicy", passwordPolicy(settings)),
    ...nameLines(settings),
    ...factorLines(settings),
    ...deviceLines(settings),
    ...clientLines(settings),
  ];
}

function override(resource: string, path: string, value: Source): string {
  const start = `${resource}.addPropertyOverride("${path}", `;
  return `${start}${expression(value, 0)});`;
}

function passwordPolicy({ password }: Settings): Source {
  const demands = (characters: string): boolean => password.characters.includes(characters);
  return {
    MinimumLength: password.length,
    RequireLowercase: demands("Requires Lowercase"),
    RequireUppercase: demands("Requires Uppercase"),
    RequireNumbers: demands("Requires Numbers"),
    RequireSymbols: demands("Requires Symbols"),
  };
}

/** Where people sign in with something else than what they prove. */
function nameLines(settings: Settings): string[] {
  const contacts = contactsOf(settings);
  const { signIn, verified } = settings;
  const names = contacts.filter((name) => signIn.includes(name));
  const lines: string[] = [];
  if (names.length === 0) lines.push('cfnUserPool.addPropertyDeletionOverride("UsernameAttributes");');
  else if (names.length < contacts.length) lines.push(override("cfnUserPool", "UsernameAttributes", names));
  if (verified.length < contacts.length) {
    lines.push(override("cfnUserPool", "AutoVerifiedAttributes", [...verified]));
    const path = "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate";
    lines.push(override("cfnUserPool", path, [...verified]));
  }
  return lines;
}

/** Takes SMS away where `defineAuth` demanded it and nobody chose it. */
function factorLines(settings: Settings): string[] {
  const { mfa } = settings;
  const isForced = mfa.mode !== "OFF" && !mfa.sms && contactsOf(settings).includes("phone_number");
  return isForced ? [override("cfnUserPool", "EnabledMfas", ["SOFTWARE_TOKEN_MFA"])] : [];
}

function deviceLines({ devices, devicesSuppressMfa }: Settings): string[] {
  if (devices === "off" || devicesSuppressMfa) return [];
  return [override("cfnUserPool", "DeviceConfiguration.ChallengeRequiredOnNewDevice", false)];
}

function clientLines({ refreshDays, clientAttributes, oauth }: Settings): string[] {
  const lines: string[] = [];
  const set = (path: string, value: Source): void =>
    void lines.push(override("cfnUserPoolClient", path, value));
  if (refreshDays !== 30) {
    set("RefreshTokenValidity", refreshDays);
    set("TokenValidityUnits.RefreshToken", "days");
  }
  if (clientAttributes !== undefined) {
    set("ReadAttributes", [...clientAttributes.read]);
    set("WriteAttributes", [...clientAttributes.write]);
  }
  if (oauth?.flow === "implicit") set("AllowedOAuthFlows", ["implicit"]);
  return lines;
}
