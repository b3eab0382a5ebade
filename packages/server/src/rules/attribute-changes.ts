/**
 * What a request to change a user's attributes leads to: the attributes from now on, the addresses that a code has to prove
 * first, and the codes that prove nothing any more (contract: attribute changes and verification).
 */
import type { AttributeType } from "@poolhouse/protocol";
import { hour } from "../kernel/clock.ts";
import { invalidParameter } from "../kernel/errors.ts";
import type { CodeRecord, SignInNameKind, UserRecord } from "../kernel/records.ts";
import type { ClientSettings, PoolSettings } from "../kernel/settings.ts";
import { type Attributes, checkAttributes, checkVerifiedFlags } from "./attributes.ts";
import { codeExpired, type CodeTarget, targetOf, type UsageLimit } from "./codes.ts";
import { schemaOf } from "./pools/settings.ts";
import { signInNames, usernameAttributes } from "./sign-in-names.ts";

/** An attribute that messages can be sent to. */
export type Address = CodeTarget["attribute"];
const addresses: readonly Address[] = ["email", "phone_number"];

export const verifyLimit: UsageLimit = { action: "VerifyUserAttribute", window: hour, limit: 15 };
export const sendCodeLimit: UsageLimit = {
  action: "GetUserAttributeVerificationCode",
  window: hour,
  limit: 5,
};

export interface AttributeChange {
  /** All attributes of the user from now on. */
  readonly attributes: Attributes;
  /** Where codes go. Until one comes back the address is unverified, or not stored at all. */
  readonly codes: readonly CodeTarget[];
  /** Addresses whose outstanding codes are void. */
  readonly settled: readonly Address[];
  /** Sign-in names of these kinds change. */
  readonly renamed: readonly SignInNameKind[];
}

/**
 * The change that a list of attributes asks for; an attribute without a value is deleted.
 *
 * @param given.client the app client's settings where a person asks, whom its permissions bind; absent for operators, who may
 *   declare addresses verified.
 * @throws InvalidParameterException for what the schema refuses; NotAuthorizedException for what the client may not write.
 */
export function changeAttributes(
  settings: PoolSettings,
  given: {
    user: Pick<UserRecord, "username" | "attributes">;
    list: readonly AttributeType[];
    client?: ClientSettings | undefined;
  },
): AttributeChange {
  const { user, list, client } = given;
  const written = checkAttributes(settings, { list, client });
  const deleted = list.map(({ Name }) => Name).filter((name) => written[name] === undefined);
  checkMutable(settings, [...Object.keys(written), ...deleted]);
  checkDeletable(settings, deleted);
  const next = without({ ...user.attributes, ...written }, deleted);
  const codes: CodeTarget[] = [];
  for (const address of addresses) {
    const proof = proofOf(settings, {
      address,
      before: user.attributes,
      written,
      byPerson: client !== undefined,
    });
    if (proof.wantsCode) codes.push(targetOf(address, proof.value));
    if (proof.store === "pending") restore(next, user.attributes, address);
    if (proof.store === "unverified") next[`${address}_verified`] = "false";
  }
  checkVerifiedFlags(next);
  return {
    attributes: next,
    codes,
    settled: addresses.filter((address) => written[address] !== undefined || deleted.includes(address)),
    renamed: renamedKinds(settings, user, next),
  };
}

/** Whether the value waits for its proof, is stored without one, or needs none. */
interface ProofWanted {
  readonly store: "pending" | "unverified" | "as given";
  readonly wantsCode: boolean;
  readonly value: string;
}

function proofOf(
  settings: PoolSettings,
  given: { address: Address; before: Attributes; written: Attributes; byPerson: boolean },
): ProofWanted {
  const { address, before, written, byPerson } = given;
  const value = written[address];
  const isVerified = written[`${address}_verified`] === "true";
  if (value === undefined || value === before[address] || isVerified) {
    return { store: "as given", wantsCode: false, value: value ?? "" };
  }
  if (provesBeforeUpdate(settings, address)) return { store: "pending", wantsCode: true, value };
  const wantsCode = byPerson && settings.AutoVerifiedAttributes?.includes(address) === true;
  return { store: "unverified", wantsCode, value };
}

/** Whether a new address takes the place of the old one only when a code has proven it. */
function provesBeforeUpdate(settings: PoolSettings, address: Address): boolean {
  const required = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  return required.includes(address);
}

function checkMutable(settings: PoolSettings, names: readonly string[]): void {
  const schema = schemaOf(settings);
  const fixed = names.filter((name) => schema.get(name)?.mutable === false);
  if (fixed.length === 0) return;
  const text = fixed.map((name) => `user.${name}: Attribute cannot be updated.\n`).join("");
  throw invalidParameter(text, "attribute_immutable");
}

function checkDeletable(settings: PoolSettings, names: readonly string[]): void {
  const schema = schemaOf(settings);
  const needed = new Set<string>(usernameAttributes(settings));
  const kept = names.filter((name) => schema.get(name)?.required === true || needed.has(name));
  if (kept.length === 0) return;
  const text = kept.map((name) => `${name}: The attribute is required\n`).join("");
  throw invalidParameter(`Attributes did not conform to the schema: ${text}`, "attribute_required");
}

/** An address takes its flag along. */
function without(attributes: Attributes, deleted: readonly string[]): Attributes {
  const gone = new Set(deleted.flatMap((name) => [name, `${name}_verified`]));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !gone.has(name)));
}

function restore(next: Attributes, before: Attributes, address: Address): void {
  for (const name of [address, `${address}_verified`]) {
    const value = before[name];
    if (value === undefined) delete next[name];
    else next[name] = value;
  }
}

function renamedKinds(
  settings: PoolSettings,
  user: Pick<UserRecord, "username" | "attributes">,
  next: Attributes,
): SignInNameKind[] {
  const label = ({ kind, key }: { kind: string; key: string }): string => `${kind} ${key}`;
  const before = signInNames(settings, user);
  const after = signInNames(settings, { username: user.username, attributes: next });
  const kept = new Set(after.map(label));
  const known = new Set(before.map(label));
  const changed = [
    ...before.filter((name) => !kept.has(label(name))),
    ...after.filter((name) => !known.has(label(name))),
  ];
  return [...new Set(changed.map(({ kind }) => kind))];
}

/** Whether a request speaks of an address, or of whether one is verified. */
export const namesAddress = (names: readonly string[]): boolean =>
  addresses.some((address) => names.includes(address) || names.includes(`${address}_verified`));

/** The attribute of a request about codes. Throws InvalidParameterException for one that codes cannot prove. */
export function readAddress(name: string): Address {
  const address = addresses.find((known) => known === name);
  if (address !== undefined) return address;
  throw invalidParameter("Only email and phone_number can be verified.", "attribute_unverifiable");
}

/**
 * The user once a code has come back: the address it went to is verified, and stored if it waited for that.
 *
 * @throws ExpiredCodeException if no code is outstanding, or the one that is went to an address the user has no more.
 */
export function proveAddress(
  settings: PoolSettings,
  given: { present: UserRecord; code: CodeRecord | undefined; now: number },
): Pick<UserRecord, "attributes"> {
  const { present, code, now } = given;
  if (code === undefined || code.expiresAt <= now) throw codeExpired();
  const { attribute, destination } = code;
  const waits = provesBeforeUpdate(settings, attribute);
  if (!waits && present.attributes[attribute] !== destination) throw codeExpired("address_changed");
  const proven = { [attribute]: destination, [`${attribute}_verified`]: "true" };
  return { attributes: { ...present.attributes, ...proven } };
}
