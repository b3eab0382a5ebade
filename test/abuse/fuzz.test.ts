/**
 * Thousands of calls to all operations, between good and hostile (F1): as operator, with tokens, with sessions, with what earlier
 * answers gave; and bodies that are no requests at all. Whatever comes is answered as the model says or refused by name: no fault,
 * no error of the inside, memory stays as it was, and the database stays whole. A walk is repeated with the seed that it prints,
 * as POOLHOUSE_FUZZ_SEED; POOLHOUSE_FUZZ_CALLS makes it longer.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  everyOperation,
  type JsonObject,
  type OperationName,
  parseBody,
  serviceOf,
  statusOf,
} from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { rpcDoor } from "../../packages/server/src/doors/rpc.ts";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import { answer } from "../../packages/server/src/operations/call.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { type Dice, throwDice } from "../support/dice.ts";
import {
  addMember,
  attempt,
  begin,
  createCodeReader,
  createFullPlace,
  everyTrigger,
  type Member,
  ways,
} from "../support/every-factor.ts";
import { fuzzInput, hostileTexts, type Known, learn, note } from "../support/fuzz-input.ts";
import { confirmDevice } from "../support/devices.ts";
import { proveWithSrp, respond, startWithSrp } from "../support/people.ts";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import { createDatabase } from "../support/postgres.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const seed = Number(process.env["POOLHOUSE_FUZZ_SEED"] ?? 20261122);
const calls = Number(process.env["POOLHOUSE_FUZZ_CALLS"] ?? 8000);
const batch = 500;

let service: Service;

/** A service on an empty database of this engine, and what is to be done when it is over. */
async function open(engine: string): Promise<() => Promise<void>> {
  const make = async (url: string): Promise<void> => {
    const store = await openStore(url);
    const seeded = { seed: `fuzz ${seed}`, triggers: everyTrigger.trigger, keyPairs: 2 };
    service = await createService({ store, ...seeded });
  };
  if (engine === "SQLite") {
    folder = mkdtempSync(join(tmpdir(), "poolhouse-fuzz-"));
    await make(`sqlite:${join(folder, "fuzz.db")}`);
    return async () => {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    };
  }
  const database = await createDatabase(inject("postgresUrl"));
  await make(database.url);
  return async () => {
    await service.close();
    await database.drop();
  };
}
let folder: string;

let people = 0;

/** A place with everything on offer, and the people in it. */
interface Place {
  readonly app: App;
  readonly members: readonly Member[];
}

/** A pool with everything on, people with every factor, one of them signed in on a device, and what all of them know. */
async function settle(dice: Dice, known: Known): Promise<Place> {
  const mfa = dice.pick(["OFF", "OPTIONAL", "OPTIONAL", "ON"] as const);
  const app = await createFullPlace(service, { mfa, pool: { ...settings } });
  const UserPoolId = app.poolId;
  known.clear();
  note(known, "UserPoolId", UserPoolId);
  note(known, "ClientId", app.clientId);
  note(known, "ResourceArn", `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${UserPoolId}`);
  for (const [member, values] of Object.entries(usual))
    for (const value of values) note(known, member, value);
  await furnish(app, known);
  const TokenSession = { MaxPerUser: 20 };
  await service.call("SetUserPoolSessionConfiguration", {
    UserPoolId,
    UserSessionTracking: "ENABLED",
    TokenSession,
  });
  const members: Member[] = [];
  for (const has of [["e-mail"], ["TOTP"], ["SMS", "e-mail"], ["passkey", "e-mail"]] as const) {
    const user = has[0] === "e-mail" || dice.happens(0.5) ? { enabledFactors: [] } : {};
    const member = await addMember(service, app, { number: (people += 1), has, user });
    members.push(member);
    for (const name of ["Username", "USERNAME", "ProviderAttributeValue"]) note(known, name, member.username);
    for (const name of ["PASSWORD", "Password", "PreviousPassword"]) note(known, name, member.password);
    note(known, "USERNAME", member.email);
  }
  const [first] = members;
  if (first !== undefined && mfa !== "ON") {
    const done = await respond(service, app, await proveWithSrp(service, app, first));
    const { key: DeviceKey } = await confirmDevice(service, done.AuthenticationResult);
    learn(known, { DeviceKey });
  }
  return { app, members };
}

/** What a pool keeps beside people, one of each. */
async function furnish({ poolId: UserPoolId, clientId: ClientId }: App, known: Known): Promise<void> {
  await service.call("CreateGroup", { UserPoolId, GroupName: "staff" });
  const ProviderDetails = Object.fromEntries(
    Object.entries(usual).flatMap(([key, [value = ""]]) => (/^[a-z_]+$/.test(key) ? [[key, value]] : [])),
  );
  const provider = { UserPoolId, ProviderName: "Corporate", ProviderType: "OIDC", ProviderDetails } as const;
  await service.call("CreateIdentityProvider", { ...provider, IdpIdentifiers: ["corp"] });
  const client = { UserPoolId, ClientId };
  const document = { TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE" } as const;
  const Links = { "cognito:default": "https://example.com/terms" };
  learn(known, await service.call("CreateTerms", { ...client, ...document, Links }));
  learn(
    known,
    await service.call("CreateManagedLoginBranding", { ...client, UseCognitoProvidedValues: true }),
  );
  await service.call("CreateResourceServer", { UserPoolId, Identifier: "stock", Name: "Stock" });
  await service.call("SignUp", { ClientId, Username: "newcomer", Password: "Correct-Horse-9" });
  note(known, "Username", "newcomer");
}

const settings: PoolSettings = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  UserPoolTags: { "poolhouse:recovery-codes": "on", "poolhouse:resend-sign-in-code": "on" },
  AutoVerifiedAttributes: ["email"],
  UserPoolTier: "PLUS",
  UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
};

/** What time has used up comes anew: sign-ins that wait, tokens, codes, and the proof of a password. */
async function refresh({ app, members }: Place, dice: Dice, known: Known): Promise<void> {
  const member = dice.pick(members);
  for (const one of [member, members[0] ?? member])
    learn(known, (await attempt(() => begin(service, app, { way: dice.pick(ways), member: one }))).answer);
  const byPassword = ways.find(({ flow }) => flow === "USER_PASSWORD_AUTH") ?? dice.pick(ways);
  const begun = await attempt(() => begin(service, app, { way: byPassword, member: members[0] ?? member }));
  learn(known, begun.answer);
  note(known, "SRP_A", (await startWithSrp(service)).text);
  const shown = totpCode(member.secretCode, service.clock.now());
  for (const name of ["UserCode", "SOFTWARE_TOKEN_MFA_CODE"]) note(known, name, shown);
  const codes = createCodeReader(service);
  for (const { email, phone } of members)
    for (const address of [email, phone, "new@example.com"]) {
      const code = await codes.newest(address);
      if (code === "") continue;
      for (const name of ["ConfirmationCode", "Code", "SMS_MFA_CODE", "EMAIL_OTP_CODE", "SMS_OTP_CODE"])
        note(known, name, code);
    }
}

/** Values that mean something where they stand. */
const usual: Readonly<Record<string, readonly string[]>> = {
  GroupName: ["staff", "none"],
  NEW_PASSWORD: ["Another-Horse-9", "short"],
  ProposedPassword: ["Another-Horse-9"],
  ProviderName: ["Corporate", "Cognito"],
  IdpIdentifier: ["corp"],
  Identifier: ["stock"],
  ANSWER: ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "PASSWORD", "WEB_AUTHN", "four"],
  PREFERRED_CHALLENGE: ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"],
  Name: [
    "email",
    "phone_number",
    "name",
    "preferred_username",
    "email_verified",
    "custom:x",
    "birthdate",
    "sub",
  ],
  AttributeName: ["email", "phone_number", "name"],
  Value: ["person1@example.com", "new@example.com", "+14255550001", "true", "1990-01-01", ""],
  Filter: [
    'email ^= "p"',
    'username = "person-1"',
    'status = "Enabled"',
    'sub = "x"',
    "email",
    'name = "\\"',
  ],
  MinLength: ["0", "5", "2049", "-1"],
  MaxLength: ["10", "2048", "1"],
  TIMESTAMP: ["Tue Sep 25 00:09:40 UTC 2026"],
  client_id: ["us"],
  client_secret: ["secret"],
  authorize_scopes: ["openid email"],
  oidc_issuer: ["https://id.example.com"],
  attributes_request_method: ["GET"],
  Category: ["UserRead", "UserToken"],
  TermsName: ["terms-of-use", "privacy-policy"],
  "cognito:default": ["https://example.com/terms"],
  CallbackURLs: ["https://app.example.com"],
  CREDENTIAL: ["{}", "[]", '{"id":"a","rawId":"a","type":"public-key","response":{}}'],
};

/** What ends what others need: called, but seldom. */
const endings: ReadonlySet<string> = new Set([
  "DeleteUserPool",
  "DeleteUser",
  "AdminDeleteUser",
  "AdminDisableUser",
]);
const drawn = (dice: Dice): OperationName => {
  const name = dice.pick(everyOperation);
  return endings.has(name) && dice.happens(0.85) ? drawn(dice) : name;
};

/** One call; throws for anything that is neither an answer of the model nor a refusal by name. */
async function send(name: OperationName, body: JsonObject, known: Known): Promise<string> {
  // Over text, as it comes in: a key `__proto__` is a key there.
  const read = parseBody(JSON.stringify(body));
  if (!read.ok) return read.error.type;
  try {
    const output = await service.call(name, read.value);
    learn(known, output);
    return "ok";
  } catch (error) {
    if (!(error instanceof ServiceError) || statusOf(error.type) >= 500) throw error;
    return error.type;
  }
}

const collectGarbage = (): number => {
  setFlagsFromString("--expose-gc");
  // The flag puts it into new contexts.
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
};

describe.each([
  ["SQLite", calls],
  // Each statement is a way over a socket there.
  ["PostgreSQL", calls / 4],
])(`a walk from seed ${seed} on %s`, (engine, length) => {
  let close: () => Promise<void>;
  beforeAll(async () => {
    close = await open(engine);
  });
  afterAll(() => close());

  it("meets no fault, reaches most operations, and leaves memory and database as they should be", async () => {
    const dice = throwDice(seed);
    const known: Known = new Map();
    const answered = new Set<string>();
    let before = 0;
    let place: Place | undefined;
    for (let call = 0; call < length; call += 1) {
      if (call % batch === 0) place = await settle(dice, known);
      if (call % 25 === 0 && place !== undefined) await refresh(place, dice, known);
      // What is loaded and cached when first needed is there by now.
      if (call === length / 2) before = collectGarbage();
      if (dice.happens(0.05)) service.clock.advance(dice.below(60_000));
      const name = drawn(dice);
      const body = fuzzInput(name, dice, known);
      try {
        if ((await send(name, body, known)) === "ok") answered.add(name);
      } catch (cause) {
        throw new Error(`call ${call}: ${name} ${JSON.stringify(body).slice(0, 4000)}`, { cause });
      }
    }
    const mebibytes = (collectGarbage() - before) / 2 ** 20;
    expect(mebibytes).toBeLessThan(12);
    expect(answered.size).toBeGreaterThan(everyOperation.length / 2);
    if (engine === "SQLite") expectWholeDatabase();
    await expectReadable();
  }, 300_000);
});

/** Nothing is broken, and nothing belongs to what is no more. */
function expectWholeDatabase(): void {
  const database = new DatabaseSync(join(folder, "fuzz.db"), { readOnly: true });
  const all = (sql: string): Record<string, unknown>[] => database.prepare(sql).all();
  expect(all("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(all("pragma foreign_key_check")).toEqual([]);
  const tables = all("select name from sqlite_master where type = 'table' and name not like 'audit_%'");
  const orphans = tables.flatMap(({ name }) => {
    const columns = all(`pragma table_info("${String(name)}")`).map((column) => column["name"]);
    if (!columns.includes("pool_id")) return [];
    const lost = `select count(*) as lost from "${String(name)}" where pool_id not in (select id from pools)`;
    const ownerless = `select count(*) as lost from "${String(name)}" t where not exists (select 1 from users u where u.pool_id = t.pool_id and u.sub = t.sub)`;
    const found = [lost, ...(owned.has(String(name)) ? [ownerless] : [])].map((sql) => all(sql)[0]?.["lost"]);
    return found.some((count) => count !== 0) ? [`${String(name)}: ${found.join(", ")}`] : [];
  });
  database.close();
  expect(orphans).toEqual([]);
}

/** Tables of what belongs to a user. */
const owned: ReadonlySet<string> = new Set([
  "sign_in_names",
  "software_tokens",
  "passkeys",
  "devices",
  "group_members",
  "linked_identities",
  "recovery_codes",
  "token_families",
]);

/** What went in comes out as the model says: `service.call` holds every answer against it. */
async function expectReadable(): Promise<void> {
  const { UserPools = [] } = await service.call("ListUserPools", { MaxResults: 60 });
  expect(UserPools.length).toBeGreaterThan(2);
  for (const { Id: UserPoolId = "" } of UserPools) {
    await service.call("DescribeUserPool", { UserPoolId });
    const { Users = [] } = await service.call("ListUsers", { UserPoolId });
    for (const { Username = "" } of Users) await service.call("AdminGetUser", { UserPoolId, Username });
    const { UserPoolClients = [] } = await service.call("ListUserPoolClients", { UserPoolId });
    for (const { ClientId = "" } of UserPoolClients)
      await service.call("DescribeUserPoolClient", { UserPoolId, ClientId });
    await service.call("ListGroups", { UserPoolId });
    await service.call("ListIdentityProviders", { UserPoolId });
    await service.call("ListResourceServers", { UserPoolId });
  }
}

/** A body that is broken in one of many ways. */
function brokenBody(dice: Dice, good: string): Uint8Array<ArrayBuffer> {
  const at = dice.below(good.length + 1);
  const kinds: (() => Buffer | string)[] = [
    () => Buffer.from(Array.from({ length: dice.below(300) }, () => dice.below(256))),
    () => good.slice(0, at),
    () => good.slice(0, at) + dice.pick(hostileTexts) + good.slice(at),
    () => {
      const bytes = Buffer.from(good);
      if (bytes.length > 0) bytes[dice.below(bytes.length)] = dice.below(256);
      return bytes;
    },
    () => `${"[".repeat(dice.below(100_000))}`,
    () => `${'{"a":'.repeat(dice.below(20_000))}1`,
    () => `{"ClientId":${"9".repeat(dice.below(5000))}e${dice.below(9999)}}`,
    () => `{"ClientId":-0,"AuthFlow":1e999,"Session":"${"\\u0000".repeat(dice.below(20))}"}`,
    () => `{"__proto__":{"ClientId":"x"},"constructor":{"prototype":{}},${good.slice(1)}`,
    () => `${good.slice(0, -1)}${good === "{}" ? "" : ","}${good.slice(1)}`,
    () => `\uFEFF${good}`,
    () => `{"Username":"\\ud800","Password":"${"\u{10FFFF}".repeat(dice.below(2000))}"}`,
    () => JSON.stringify(dice.pick([null, [], "text", 7, true, [[]], [{}]])),
  ];
  return Uint8Array.from(Buffer.from(dice.pick(kinds)()));
}

describe(`bodies that are no requests, from seed ${seed}`, () => {
  let close: () => Promise<void>;
  beforeAll(async () => {
    close = await open("SQLite");
  });
  afterAll(() => close());

  it("are refused by name, or answered", async () => {
    const dice = throwDice(seed + 1);
    const known: Known = new Map();
    await settle(dice, known);
    const faults: unknown[] = [];
    const door = rpcDoor({
      answer: (request, requestId) => answer(service.world, request, requestId),
      addressOf: () => "203.0.113.7",
      newRequestId: () => "f47ac10b-58cc-4372-a567-0e02b2c3d479",
      log: { request: () => {}, notice: () => {}, fault: ({ cause }) => void faults.push(cause) },
      assertModel: true,
    });
    for (let sent = 0; sent < calls / 5; sent += 1) {
      const name = drawn(dice);
      const body = brokenBody(dice, JSON.stringify(fuzzInput(name, dice, known)));
      const target = dice.happens(0.97)
        ? `${serviceOf(name)}.${name}`
        : dice.pick(["", ".", name, "a.b.c", "__proto__"]);
      const heard = await door.request("/", { method: "POST", body, headers: { "x-amz-target": target } });
      const context = `body ${sent} for ${target}: ${Buffer.from(body).toString("base64").slice(0, 2000)}`;
      expect(heard.status, context).toBeLessThan(500);
      const text = await heard.text();
      if (heard.status !== 200) expect(JSON.parse(text), context).toHaveProperty("__type");
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
