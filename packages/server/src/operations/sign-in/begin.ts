import type { InitiateAuthRequest } from "@poolhouse/protocol";
import { userDoesNotExist } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { UserWithSoftwareTokens } from "../../ports/store.ts";
import { accountRefusal, hidesUsers } from "../../rules/sign-in/account-gate.ts";
import { type Decision, issue, proceed } from "../../rules/sign-in/decide.ts";
import type { AuthFlow, SignInFacts } from "../../rules/sign-in/facts.ts";
import { checkPassword } from "../../rules/sign-in/first-factor.ts";
import { mayOfferDevice } from "../../rules/sign-in/device.ts";
import { beginChoice } from "../../rules/sign-in/challenges/select-challenge.ts";
import { requireCustomTriggers } from "../../rules/sign-in/challenges/custom-challenge.ts";
import { checkFlow } from "../../rules/sign-in/flows.ts";
import { readWantedLevels, type WantedLevels } from "../../rules/sign-in/step-up-parameters.ts";
import { nextTowards } from "../../rules/sign-in/step-up.ts";
import { foldName } from "../../rules/sign-in-names.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import { adoptImportedPassword } from "../imports/adopt-password.ts";
import type { CallContext } from "../operation.ts";
import { addressBlocked, isAddressBlocked } from "../risk/block-address.ts";
import { recordRefusal } from "../risk/record-event.ts";
import { refreshByAuthFlow } from "../tokens/refresh.ts";
import { findUserForSignIn } from "../users/find-user.ts";
import { migrateUser } from "../triggers/migrate-user.ts";
import { runPreAuthentication } from "../triggers/sign-in-triggers.ts";
import { applyDecision, type SignInAnswer } from "./apply.ts";
import { nameDevice } from "./name-device.ts";
import { recordingFailure } from "./sign-in-event.ts";
import { beginStepUp } from "./step-up.ts";
import { provenBySignUp } from "./auto-sign-in.ts";
import { beginCustomFlow } from "./custom-flow.ts";
import { evenOut, type Place, readDecoyFacts, readFacts, toolsOf } from "./facts.ts";

/** A sign-in to begin: the flow and its AuthParameters. */
export interface Beginning {
  readonly flow: AuthFlow;
  readonly startedBy: "client" | "operator";
  readonly parameters: Readonly<Record<string, string>>;
  /** From ConfirmSignUp, for who signs in right after signing up. */
  readonly session?: string | undefined;
}

/** What InitiateAuth and AdminInitiateAuth have in common; they differ only in how the caller was found. */
export async function beginSignIn(
  { clientMetadata: validationData, ...ctx }: CallContext,
  place: Place,
  beginning: Beginning,
): Promise<SignInAnswer> {
  const { flow, parameters } = beginning;
  checkFlow(beginning, place.client.settings);
  if (flow === "REFRESH_TOKEN" || flow === "REFRESH_TOKEN_AUTH")
    return refreshByAuthFlow(ctx, place, parameters);
  if (flow === "CUSTOM_AUTH") requireCustomTriggers(place.pool.settings);
  const name = parameters["USERNAME"] ?? "";
  const wanted = flow === "USER_AUTH" ? readWantedLevels(place.pool.settings, parameters) : undefined;
  if (await isAddressBlocked(ctx, place, flow)) return refuseAddress(ctx, place, name);
  const found = await findFacts(ctx, place, { beginning, name, validationData });
  const { user, decoy } = found;
  const eventId = randomUuid(ctx.world.random);
  const attempt = { poolId: place.pool.id, sub: user.sub, decoy, eventId };
  return recordingFailure(ctx, attempt, () =>
    beginFor(ctx, place, { found, eventId, beginning, name, wanted, validationData }),
  );
}

async function beginFor(
  ctx: CallContext,
  place: Place,
  given: {
    found: SignInFacts;
    eventId: string;
    beginning: Beginning;
    name: string;
    wanted: WantedLevels | undefined;
    validationData: CallContext["clientMetadata"];
  },
): Promise<SignInAnswer> {
  const { found, eventId, beginning, name, wanted, validationData } = given;
  const { flow, parameters } = beginning;
  if (!hidesUsers(place.client.settings)) requireOpenAccount(found, flow);
  const { facts, stepUp } =
    wanted === undefined ? { facts: found } : await beginStepUp(ctx, place, { facts: found, wanted });
  await runPreAuthentication(ctx, place, { facts, typed: name, validationData });
  const signedUp = signedUpProof(ctx, place, { facts, beginning });
  const started = {
    poolId: place.pool.id,
    clientId: place.client.id,
    sub: facts.user.sub,
    name: foldName(place.pool.settings, name),
    decoy: facts.decoy,
    flow,
    eventId,
    proven: [],
    passwordSetAt: facts.user.password?.setAt,
    deviceKey: facts.device?.key,
    stepUp,
    offersDevice: mayOfferDevice(place.pool.settings, beginning),
  };
  if (flow === "CUSTOM_AUTH")
    return beginCustomFlow(ctx, place, { facts, session: { ...started, id: "" }, parameters });
  const decision =
    signedUp === undefined
      ? await firstFactor(ctx, place, { facts, beginning })
      : await afterSignUp(ctx, place, { facts, proof: signedUp.proof, parameters });
  const session = { ...started, id: signedUp?.id ?? "" };
  return applyDecision(ctx, place, {
    decision,
    progress: {
      session,
      envelope: signedUp === undefined ? undefined : "session",
      expiresAt: signedUp?.expiresAt ?? 0,
    },
  });
}

/** Nobody signs in from here: the name is looked up for the event alone, and nobody's password is. */
async function refuseAddress(ctx: CallContext, place: Place, name: string): Promise<never> {
  const known = await findUserForSignIn(ctx.world, place.pool, name);
  await evenOut(ctx, place, { name, known: known !== undefined });
  const owner = { poolId: place.pool.id, sub: known?.user.sub ?? "", decoy: known === undefined };
  const error = addressBlocked();
  await recordRefusal(ctx, ctx.world.store, owner, { type: "SignIn", error });
  throw error;
}

/** Everything about the person of this name: known, migrated just now, or a stand-in. */
async function findFacts(
  ctx: CallContext,
  place: Place,
  given: { beginning: Beginning; name: string; validationData: CallContext["clientMetadata"] },
): Promise<SignInFacts> {
  const { beginning, name, validationData } = given;
  const { parameters } = beginning;
  const known = await findUserForSignIn(ctx.world, place.pool, name);
  if (hidesUsers(place.client.settings)) await evenOut(ctx, place, { name, known: known !== undefined });
  const usernames = known === undefined ? [name] : [name, known.user.username];
  checkSecretHash(place.client, { hash: parameters["SECRET_HASH"], usernames });
  const password = plainPassword(beginning);
  const found =
    known === undefined
      ? noTokens(await migrateUser(ctx, place, { name, password, validationData }))
      : await adoptImportedPassword(ctx, place, { found: known, password, validationData });
  const read =
    found === undefined
      ? await unknownUser(ctx, place, name)
      : await readFacts(ctx, place, { ...found, store: ctx.world.store });
  return nameDevice(ctx.world.store, read, { parameters, beforeProof: parameters["SRP_A"] !== undefined });
}

/** Who has come into the pool just now has no software token yet. */
function noTokens(user: UserRecord | undefined): UserWithSoftwareTokens | undefined {
  return user && { user, softwareTokens: [] };
}

/** A code as the first factor confirms the user, so the choice is left open to who is not confirmed yet. */
function requireOpenAccount({ user, client }: SignInFacts, flow: AuthFlow): void {
  const closed = accountRefusal(user, client.settings);
  const mayConfirm = flow === "USER_AUTH" && user.status === "UNCONFIRMED" && user.enabled;
  if (closed !== undefined && !mayConfirm) throw closed;
}

type SignedUp = NonNullable<ReturnType<typeof provenBySignUp>>;

/** The proof that comes with a Session of ConfirmSignUp, while a code may still stand alone as the first factor. */
function signedUpProof(
  ctx: CallContext,
  place: Place,
  { facts, beginning }: { facts: SignInFacts; beginning: Beginning },
): SignedUp | undefined {
  if (beginning.flow !== "USER_AUTH" || beginning.session === undefined) return undefined;
  const signedUp = provenBySignUp(ctx, place, { sealed: beginning.session, sub: facts.user.sub });
  return signedUp !== undefined && nextTowards(facts, [signedUp.proof]).next === "tokens"
    ? signedUp
    : undefined;
}

function afterSignUp(
  ctx: CallContext,
  place: Place,
  given: { facts: SignInFacts; proof: SignedUp["proof"]; parameters: Readonly<Record<string, string>> },
): Promise<Decision> {
  const checked = { passed: true, proof: given.proof, effects: [] } as const;
  const { facts, parameters } = given;
  const flow = "USER_AUTH";
  return proceed({ facts, flow, proven: [], checked, parameters }, toolsOf(ctx.world, place.pool));
}

/** The password that somebody sent in clear to begin with; what a migration can be asked about. */
function plainPassword({ flow, parameters }: Beginning): string | undefined {
  const isChoice = flow === "USER_AUTH" && parameters["PREFERRED_CHALLENGE"] === "PASSWORD";
  const isPlain =
    flow === "USER_PASSWORD_AUTH" || flow === "ADMIN_USER_PASSWORD_AUTH" || flow === "ADMIN_NO_SRP_AUTH";
  return isPlain || isChoice ? parameters["PASSWORD"] : undefined;
}

/** A client that hides users plays the sign-in through with a stand-in; another says so at once. */
async function unknownUser(ctx: CallContext, place: Place, name: string): Promise<SignInFacts> {
  if (!hidesUsers(place.client.settings)) throw userDoesNotExist();
  return readDecoyFacts(ctx, place, name);
}

async function firstFactor(
  ctx: CallContext,
  place: Place,
  given: { facts: SignInFacts; beginning: Beginning },
): Promise<Decision> {
  const { facts } = given;
  const { flow, parameters } = given.beginning;
  const tools = toolsOf(ctx.world, place.pool);
  if (flow === "USER_SRP_AUTH") {
    const issued = await issue({ name: "PASSWORD_VERIFIER", facts, parameters }, tools);
    return { answer: "challenge", name: "PASSWORD_VERIFIER", issued, proven: [], effects: [] };
  }
  const checked =
    flow === "USER_AUTH"
      ? await beginChoice(facts, tools, parameters)
      : await checkPassword(facts, tools, parameters["PASSWORD"] ?? "");
  if (!checked.passed) return { answer: "refusal", refusal: checked };
  return proceed({ facts, flow, proven: [], checked, parameters, after: flow }, tools);
}

/** The maps of the request with their absences filled in. */
export function parametersOf(
  input: Pick<InitiateAuthRequest, "AuthParameters">,
): Readonly<Record<string, string>> {
  return input.AuthParameters ?? {};
}
