/** Commands with tokens: look at an account, refresh, revoke, sign out. */
import fc from "fast-check";
import { type Answered, type Command, command, door, other, seldom, send, who, find } from "./command.ts";
import { demand } from "./demand.ts";
import type { Door } from "./driver.ts";
import { addTokens } from "./enter.ts";
import { type Family, type Person, pickLatest, provesSecond, tell, type Walk } from "./truth.ts";

/** An access token with the sign-in it comes from. */
export interface Access {
  readonly family: Family;
  readonly token: Family["access"][number];
}

export function pickAccess({ truth }: Walk, back: number): Access | undefined {
  const all = truth.families.flatMap((family) => family.access.map((token) => ({ family, token })));
  return pickLatest(all, back);
}

/** I4 and I5: what an access token did, it was still good for. */
export function demandAlive({ family, token }: Access, { at }: Pick<Answered, "at">): void {
  const { person } = family;
  demand(person.isThere && person.isEnabled, "I4: a token works of somebody who is deleted or disabled");
  demand(!family.isEnded, "I5: a token works of a sign-in that was ended");
  demand(at.from < token.since.to + token.life, "a token works that has expired");
}

const isGood = ({ family, token }: Access, { at }: Answered): boolean =>
  family.person.isThere &&
  family.person.isEnabled &&
  !family.isEnded &&
  at.to < token.since.from + token.life - 1000;

const held = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 9 }) });

export const getUserCommand: fc.Arbitrary<Command> = command(
  "look",
  fc.record({ back: held, door }),
  async (walk, { back, door: at }) => {
    const access = pickAccess(walk, back);
    if (access === undefined) return;
    const { person } = access.family;
    const input = { AccessToken: access.token.text };
    const answered = await send(walk, at, { name: "GetUser", input, note: person.username });
    if (!answered.isAccepted) return demand(!isGood(access, answered), "a good token does not work");
    demandAlive(access, answered);
    demandOwn(person, answered);
  },
);

/** I10: what is shown is the owner's, and who has the same name in the other pool is somebody else. */
function demandOwn(person: Person, { body }: Answered): void {
  demand(body.Username === person.username, "I10: a token shows somebody else");
  const sub = body.UserAttributes?.find((attribute) => attribute.Name === "sub")?.Value;
  person.sub ??= sub;
  demand(sub !== undefined && sub === person.sub, "I10: a token shows somebody else of the same name");
}

interface Refresh {
  readonly back: number;
  /** How many generations old the token is. */
  readonly age: number;
  readonly by: "flow" | "operation";
  readonly client: "own" | "other" | "foreign";
  readonly twice: boolean;
  readonly door: Door;
}

const refreshing: fc.Arbitrary<Refresh> = fc.record({
  back: held,
  age: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 2 }) }),
  by: fc.constantFrom("flow" as const, "operation" as const),
  client: fc.oneof(
    { weight: 5, arbitrary: fc.constant("own" as const) },
    { weight: 1, arbitrary: fc.constantFrom("other" as const, "foreign" as const) },
  ),
  twice: seldom(4),
  door,
});

export const refreshCommand: fc.Arbitrary<Command> = command("refresh", refreshing, async (walk, given) => {
  const family = pickLatest(walk.truth.families, given.back);
  const token = family && pickLatest(family.refresh, given.age);
  if (family === undefined || token === undefined) return;
  const doors = given.twice ? [given.door, other(given.door)] : [given.door];
  const all = await Promise.all(doors.map((at) => refresh(walk, { at, family, token, given })));
  // What passed is told first.
  for (const answered of all.toSorted((a, b) => Number(b.isAccepted) - Number(a.isAccepted)))
    judgeRefresh(walk, { family, answered, token, given });
});

type Refreshing = { at: Door; family: Family; token: string; given: Refresh };

function refresh(walk: Walk, { at, family, token, given }: Refreshing): Promise<Answered> {
  const ClientId = clientOf(walk, family, given.client);
  const key = family.device?.key;
  const note = `${family.person.username} ${given.client} age ${given.age}`;
  if (given.by === "operation") {
    const input = { ClientId, RefreshToken: token, ...(key !== undefined && { DeviceKey: key }) };
    return send(walk, at, { name: "GetTokensFromRefreshToken", input, note });
  }
  const AuthParameters = { REFRESH_TOKEN: token, ...(key !== undefined && { DEVICE_KEY: key }) };
  const input = { ClientId, AuthFlow: "REFRESH_TOKEN_AUTH" as const, AuthParameters };
  return send(walk, at, { name: "InitiateAuth", input, note });
}

function clientOf({ truth }: Walk, { client, person }: Family, which: Refresh["client"]): string {
  if (which === "own") return client.id;
  const side = which === "other" ? person.side : truth.sides.find((each) => each !== person.side);
  const found = side?.clients.find(
    (each) => each !== client && (which === "other" || each.rotates === client.rotates),
  );
  return found?.id ?? "";
}

function judgeRefresh(
  { truth }: Walk,
  judged: { family: Family; answered: Answered; token: string; given: Refresh },
): void {
  const { family, answered, token, given } = judged;
  const { person, client } = family;
  // Asked anew for each of two at once: the first that passed has made it the last but one.
  const isNewest = token === family.refresh.at(-1);
  const isAlive = person.isThere && person.isEnabled && !family.isEnded;
  const isRightWay = given.by === (client.rotates ? "operation" : "flow");
  if (!answered.isAccepted) {
    const mustPass = isAlive && coversDemand(family) && isNewest && isRightWay && given.client === "own";
    // A device that was confirmed and forgotten has a say of its own.
    return demand(!mustPass || family.device !== undefined, "a good refresh token does not work");
  }
  demand(given.client === "own", `I10: a refresh token works for ${given.client} client`);
  demand(
    person.isThere && person.isEnabled,
    "I4: a refresh token works of somebody who is deleted or disabled",
  );
  demand(!family.isEnded, "I5: a refresh token works of a sign-in that was ended");
  demand(isNewest, "I2: a refresh token works that was rotated out");
  demand(coversDemand(family), "I1: a refresh token works of a sign-in without the second factor");
  tell(truth, client.rotates ? "rotated" : "refreshed");
  addTokens(family, answered.body.AuthenticationResult, answered.at);
  demand(!client.rotates || family.refresh.at(-1) !== token, "I2: a refresh token was not rotated");
}

/** Where the pool has come to require a second factor, tokens of sign-ins without one are not renewed. */
const coversDemand = ({ person: { side }, proven }: Family): boolean =>
  side.mode !== "ON" || provesSecond(proven) || (proven.has("device") && side.tracksDevices);

export const revokeCommand: fc.Arbitrary<Command> = command(
  "revoke",
  fc.record({ back: held, age: fc.nat({ max: 1 }), client: refreshing.map((each) => each.client), door }),
  async (walk, { back, age, client, door: at }) => {
    const family = pickLatest(walk.truth.families, back);
    const Token = family && pickLatest(family.refresh, age);
    if (family === undefined || Token === undefined) return;
    const input = { ClientId: clientOf(walk, family, client), Token };
    const { isAccepted } = await send(walk, at, { name: "RevokeToken", input, note: family.person.username });
    if (client === "own") {
      demand(isAccepted, "a refresh token could not be revoked");
      family.isEnded = true;
    }
  },
);

export const signOutCommand: fc.Arbitrary<Command> = command(
  "sign out",
  fc.record({ back: held, who, byOperator: fc.boolean(), door }),
  async (walk, { back, who: whom, byOperator, door: at }) => {
    if (byOperator) {
      const person = find(walk, whom);
      const input = { UserPoolId: person.side.poolId, Username: person.username };
      const { isAccepted } = await send(walk, at, {
        name: "AdminUserGlobalSignOut",
        input,
        note: person.username,
      });
      if (isAccepted) endAll(walk, person);
      return;
    }
    const access = pickAccess(walk, back);
    if (access === undefined) return;
    const input = { AccessToken: access.token.text };
    const { person } = access.family;
    const answered = await send(walk, at, { name: "GlobalSignOut", input, note: person.username });
    if (!answered.isAccepted) return demand(!isGood(access, answered), "a good token does not sign out");
    demandAlive(access, answered);
    endAll(walk, person);
  },
);

/** Every sign-in of somebody so far is over. */
export function endAll({ truth }: Walk, person: Person): void {
  for (const family of truth.families) if (family.person === person) family.isEnded = true;
}
