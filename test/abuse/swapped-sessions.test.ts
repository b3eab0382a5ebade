/**
 * The other half of the swap matrix (A8): the sessions of every challenge that a pool with all factors asks, answered with everything
 * their owner knows, but by another client, under another name, or as another challenge. The right answer works afterwards.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  addMember,
  type Answer,
  attempt,
  begin,
  type CodeReader,
  createCodeReader,
  createFullPlace,
  everyFlow,
  everyTrigger,
  type Have,
  honestAnswer,
  type Member,
  reply,
  type Way,
  ways,
} from "../support/every-factor.ts";
import { createOtherClient, refusals, startWithSrp } from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const challengeNames = [
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
] as const;
type ChallengeName = (typeof challengeNames)[number];

let service: Service;
let codes: CodeReader;
beforeAll(async () => {
  service = await createService({ seed: "swapped-sessions", triggers: everyTrigger.trigger });
  codes = createCodeReader(service);
});
afterAll(() => service.close());

const wayOf = (flow: Way["flow"], first: Way["first"]): Way =>
  ways.find((each) => each.flow === flow && each.first === first && !each.operator) as Way;
const plain = wayOf("USER_PASSWORD_AUTH", "password");

/** For each challenge with a session: who is asked it, and how it is begun. */
const kinds: { asked: ChallengeName; has: readonly Have[]; way: Way; user?: object }[] = [
  { asked: "SOFTWARE_TOKEN_MFA", has: ["TOTP"], way: plain },
  { asked: "SMS_MFA", has: ["SMS"], way: plain },
  { asked: "EMAIL_OTP", has: ["e-mail"], way: plain },
  { asked: "SELECT_MFA_TYPE", has: ["TOTP", "SMS"], way: plain },
  { asked: "NEW_PASSWORD_REQUIRED", has: [], way: plain, user: { status: "FORCE_CHANGE_PASSWORD" } },
  { asked: "CUSTOM_CHALLENGE", has: [], way: wayOf("CUSTOM_AUTH", "custom") },
  { asked: "PASSWORD_VERIFIER", has: [], way: wayOf("USER_AUTH", "srp") },
  { asked: "WEB_AUTHN", has: ["passkey"], way: wayOf("USER_AUTH", "WEB_AUTHN") },
  { asked: "SMS_OTP", has: ["SMS"], way: wayOf("USER_AUTH", "SMS_OTP"), user: { enabledFactors: [] } },
  { asked: "EMAIL_OTP", has: ["e-mail"], way: wayOf("USER_AUTH", "EMAIL_OTP"), user: { enabledFactors: [] } },
  { asked: "SELECT_CHALLENGE", has: [], way: wayOf("USER_AUTH", "WEB_AUTHN") },
];

/** What a choice may be answered with instead, by its owner. */
const alternates: Partial<Record<ChallengeName, readonly ChallengeName[]>> = {
  SELECT_CHALLENGE: ["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"],
  WEB_AUTHN: ["SELECT_CHALLENGE"],
  SMS_OTP: ["SELECT_CHALLENGE"],
  EMAIL_OTP: ["SELECT_CHALLENGE"],
};

interface Owner {
  app: App;
  member: Member;
  kind: (typeof kinds)[number];
}

/** Two pools with two clients each; in both pools the same people by name, password and addresses. */
async function buildWorld(): Promise<{ apps: App[]; owners: Owner[] }> {
  const apps: App[] = [];
  const owners: Owner[] = [];
  for (let pool = 0; pool < 2; pool += 1) {
    const app = await createFullPlace(service, { mfa: "OPTIONAL" });
    apps.push(app, await createOtherClient(service, app, everyFlow));
    for (const [number, kind] of kinds.entries()) {
      const { has, user = {} } = kind;
      owners.push({ app, kind, member: await addMember(service, app, { number, has, user }) });
    }
  }
  return { apps, owners };
}

/** Everything that any challenge could want to hear from this person now. */
async function everythingOf(owner: Owner, asked: Answer, block: string): Promise<Record<string, string>> {
  const { app, member, kind } = owner;
  const wanted = kind.asked === "SELECT_MFA_TYPE" ? "SMS_MFA" : "PASSWORD";
  const honest = await honestAnswer(service, app, { member, asked, wanted, codes });
  const code = Object.entries(honest).find(([name]) => name.endsWith("_CODE"))?.[1] ?? "000000";
  return {
    SMS_MFA_CODE: code,
    EMAIL_OTP_CODE: code,
    SMS_OTP_CODE: code,
    SOFTWARE_TOKEN_MFA_CODE: totpCode(member.secretCode, service.clock.now()),
    NEW_PASSWORD: "Another-Horse-9",
    PASSWORD: member.password,
    SRP_A: (await startWithSrp(service)).text,
    CREDENTIAL: "{}",
    PASSWORD_CLAIM_SECRET_BLOCK: block,
    PASSWORD_CLAIM_SIGNATURE: "AAAA",
    TIMESTAMP: "Sun Mar 1 09:05:07 UTC 2026",
    ANSWER: wanted,
    ...honest,
  };
}

/** The secret block of this person's own sign-in by SRP. */
async function blockOf({ app, member }: Owner): Promise<string> {
  const way = wayOf("USER_SRP_AUTH", "srp");
  const { ChallengeParameters } = await begin(service, app, { way, member });
  return ChallengeParameters?.["SECRET_BLOCK"] ?? "";
}

/** Every client, name and challenge but those that belong to the session's owner. */
function swaps({ app, member, kind }: Owner, apps: readonly App[], names: readonly string[]) {
  const fitting = [kind.asked, ...(alternates[kind.asked] ?? [])];
  return apps
    .flatMap((place) => names.map((USERNAME) => ({ place, USERNAME })))
    .flatMap((given) => challengeNames.map((ChallengeName) => ({ ...given, ChallengeName })))
    .filter(({ place, USERNAME, ChallengeName }) => {
      const isOwner = place === app && [member.username, member.sub].includes(USERNAME);
      return !isOwner || !fitting.includes(ChallengeName);
    });
}

const refused: readonly string[] = [refusals.foreignSession, refusals.incorrect];

it("a session is good for its client, its user and its challenge alone, and still is after all else was tried (A8)", async () => {
  const { apps, owners } = await buildWorld();
  const passed: string[] = [];
  let tried = 0;
  for (const owner of owners) {
    const { app, member, kind } = owner;
    const asked = await begin(service, app, { way: kind.way, member });
    expect(asked.ChallengeName).toBe(kind.asked);
    const responses = await everythingOf(owner, asked, await blockOf(owner));
    const others = owners.filter((each) => each.kind !== kind && each.app === app);
    const namesake = owners.find((each) => each.kind === kind && each.app !== app) as Owner;
    const names = [member.username, member.sub, namesake.member.sub, others[0]!.member.username];
    for (const { place, USERNAME, ChallengeName } of swaps(owner, apps, names)) {
      tried += 1;
      const swapped = { asked: { ...asked, ChallengeName }, responses: { ...responses, USERNAME } };
      const { word } = await attempt(() => reply(service, place, swapped));
      if (!refused.includes(word)) passed.push(`${kind.asked} as ${ChallengeName}: ${word}`);
    }
    const { word } = await attempt(() => reply(service, app, { asked, responses }));
    expect(word, kind.asked).toBe(kind.asked === "SELECT_MFA_TYPE" ? "SMS_MFA" : "tokens");
  }
  expect(passed).toEqual([]);
  expect(tried).toBeGreaterThan(5000);
});
