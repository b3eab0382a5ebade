import type { InitiateAuthRequest } from "@poolhouse/protocol";
import { userDoesNotExist } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import { accountRefusal, hidesUsers } from "../../rules/sign-in/account-gate.ts";
import { type Decision, issue, proceed } from "../../rules/sign-in/decide.ts";
import type { AuthFlow, SignInFacts } from "../../rules/sign-in/facts.ts";
import { checkPassword } from "../../rules/sign-in/first-factor.ts";
import { beginChoice } from "../../rules/sign-in/challenges/select-challenge.ts";
import { nextStep } from "../../rules/sign-in/order.ts";
import { checkFlow } from "../../rules/sign-in/flows.ts";
import { foldName } from "../../rules/sign-in-names.ts";
import { refuseTriggers } from "../../rules/unbuilt-triggers.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import type { CallContext } from "../operation.ts";
import { refreshByAuthFlow } from "../tokens/refresh.ts";
import { findUserByName } from "../users/find-user.ts";
import { applyDecision, type SignInAnswer } from "./apply.ts";
import { provenBySignUp } from "./auto-sign-in.ts";
import { decoyFacts, type Place, readFacts, toolsOf } from "./facts.ts";

/** A sign-in to begin: the flow and its AuthParameters. */
export interface Beginning {
  readonly flow: AuthFlow;
  readonly startedBy: "client" | "operator";
  readonly parameters: Readonly<Record<string, string>>;
  /** From ConfirmSignUp, for who signs in right after signing up. */
  readonly session?: string | undefined;
}

/** What would be asked during a sign-in with a password; a function there may exist to refuse it. */
const signInTriggers = ["PreAuthentication", "PostAuthentication", "PreTokenGeneration"] as const;

/** What InitiateAuth and AdminInitiateAuth have in common; they differ only in how the caller was found. */
export async function beginSignIn(
  ctx: CallContext,
  place: Place,
  beginning: Beginning,
): Promise<SignInAnswer> {
  const { flow, parameters } = beginning;
  checkFlow(beginning, place.client.settings);
  if (flow === "REFRESH_TOKEN" || flow === "REFRESH_TOKEN_AUTH")
    return refreshByAuthFlow(ctx, place, parameters);
  refuseTriggers(place.pool.settings, signInTriggers);
  const name = parameters["USERNAME"] ?? "";
  const user = await findUserByName(ctx.world, place.pool, name);
  const usernames = user === undefined ? [name] : [name, user.username];
  checkSecretHash(place.client, { hash: parameters["SECRET_HASH"], usernames });
  const facts =
    user === undefined
      ? unknownUser(ctx, place, name)
      : await readFacts(ctx, place, { user, store: ctx.world.store });
  if (!hidesUsers(place.client.settings)) {
    const closed = accountRefusal(facts.user, place.client.settings);
    // A code as the first factor confirms the user, so the choice is left open to who is not confirmed yet.
    const mayConfirm = flow === "USER_AUTH" && facts.user.status === "UNCONFIRMED" && facts.user.enabled;
    if (closed !== undefined && !mayConfirm) throw closed;
  }
  const signedUp = signedUpProof(ctx, place, { facts, beginning });
  const decision =
    signedUp === undefined
      ? await firstFactor(ctx, place, { facts, beginning })
      : await afterSignUp(ctx, place, { facts, proof: signedUp.proof, parameters });
  const session = {
    id: signedUp?.id ?? "",
    poolId: place.pool.id,
    clientId: place.client.id,
    sub: facts.user.sub,
    name: foldName(place.pool.settings, name),
    decoy: facts.decoy,
    flow,
    eventId: randomUuid(ctx.world.random),
  };
  return applyDecision(ctx, place, {
    decision,
    progress: {
      session,
      envelope: signedUp === undefined ? undefined : "session",
      expiresAt: signedUp?.expiresAt ?? 0,
    },
  });
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
  return signedUp !== undefined && nextStep(facts, [signedUp.proof]).next === "tokens" ? signedUp : undefined;
}

function afterSignUp(
  ctx: CallContext,
  place: Place,
  given: { facts: SignInFacts; proof: SignedUp["proof"]; parameters: Readonly<Record<string, string>> },
): Promise<Decision> {
  const checked = { passed: true, proof: given.proof, effects: [] } as const;
  const { facts, parameters } = given;
  return proceed({ facts, proven: [], checked, parameters }, toolsOf(ctx.world, place.pool));
}

/** A client that hides users plays the sign-in through with a stand-in; another says so at once. */
function unknownUser(ctx: CallContext, place: Place, name: string): SignInFacts {
  if (!hidesUsers(place.client.settings)) throw userDoesNotExist();
  return decoyFacts(ctx, place, name);
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
  return proceed({ facts, proven: [], checked, parameters }, tools);
}

/** The maps of the request with their absences filled in. */
export function parametersOf(
  input: Pick<InitiateAuthRequest, "AuthParameters">,
): Readonly<Record<string, string>> {
  return input.AuthParameters ?? {};
}
