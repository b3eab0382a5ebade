/** Entering an answer in the books: tokens are held against what was proven, a challenge is kept for a later command. */
import type { Answered } from "./command.ts";
import type { Body } from "./driver.ts";
import { demandEarned, type Family, type Held, type Person, tell, type Walk } from "./truth.ts";

/** The sign-in that an answer belongs to, with what it has proven by now. */
export type Progress = Omit<Held, "session" | "challenge" | "shown" | "since" | "isUsed" | "code">;

export async function enter(walk: Walk, progress: Progress, answered: Answered): Promise<void> {
  const { word, body } = answered;
  if (word === "tokens") return enterTokens(walk, progress, answered);
  const shown = body.ChallengeParameters ?? {};
  tell(walk.truth, `asked ${word}`);
  walk.truth.held.push({
    ...progress,
    session: body.Session,
    challenge: word,
    shown,
    code: await readSentCode(walk, progress.person, shown),
    since: answered.at,
    isUsed: false,
  });
}

/** A stand-in for somebody who is not there is shown a code on its way, and none is. */
async function readSentCode(
  { driver }: Walk,
  person: Person,
  shown: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const medium = shown["CODE_DELIVERY_DELIVERY_MEDIUM"];
  if (medium === undefined || !person.isThere) return undefined;
  return driver.readCode(medium === "SMS" ? person.phone : (person.email ?? ""));
}

function enterTokens({ truth }: Walk, progress: Progress, { body, at }: Answered): void {
  const { person, client } = progress;
  demandEarned(person, progress);
  tell(truth, "tokens");
  tell(truth, `tokens after ${[...progress.proven].toSorted().join(" and ")}`);
  const result = body.AuthenticationResult;
  const family: Family = {
    person,
    client,
    proven: progress.proven,
    refresh: [],
    access: [],
    offered: offeredDevice(body),
    device: progress.proven.has("device") ? progress.device : undefined,
    isEnded: false,
  };
  addTokens(family, result, at);
  truth.families.push(family);
}

/** The tokens of a sign-in or a refresh; a refresh brings a new refresh token only where they rotate. */
export function addTokens(family: Family, result: Body["AuthenticationResult"], since: Answered["at"]): void {
  const { AccessToken, RefreshToken, ExpiresIn = 0 } = result ?? {};
  if (RefreshToken !== undefined) family.refresh.push(RefreshToken);
  if (AccessToken !== undefined) family.access.push({ text: AccessToken, since, life: ExpiresIn * 1000 });
}

function offeredDevice({ AuthenticationResult }: Body): Family["offered"] {
  const { DeviceKey, DeviceGroupKey } = AuthenticationResult?.NewDeviceMetadata ?? {};
  return DeviceKey === undefined ? undefined : { key: DeviceKey, groupKey: DeviceGroupKey ?? "" };
}
