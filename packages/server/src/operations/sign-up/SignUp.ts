import { randomUuid } from "../../kernel/random.ts";
import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { SignUpRequest } from "@poolhouse/protocol";
import { checkAttributes, checkRequiredAttributes } from "../../rules/attributes.ts";
import { codeNotDelivered, signUpTarget } from "../../rules/codes.ts";
import { usesAttributeAsUsername } from "../../rules/sign-in-names.ts";
import { checkNoEarlyAlias, checkSignUpIsOpen, passwordOfSignUp } from "../../rules/sign-up.ts";
import { identifyNewUser, type NewIdentity } from "../../rules/usernames.ts";
import { triggerAddress } from "../../rules/triggers/names.ts";
import { readSignUpVerdict, type SignUpVerdict } from "../../rules/triggers/pre-sign-up.ts";
import { actingForUser } from "../callers/acting-for.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import { type PreparedCode, prepareCode, storeCodeIfAllowed } from "../codes/confirmation-codes.ts";
import { type ClientContext, type Operation, operation } from "../operation.ts";
import { recordEvent } from "../risk/record-event.ts";
import { sessionAfterSignUp } from "../sign-in/auto-sign-in.ts";
import { canDeliver } from "../triggers/message-triggers.ts";
import { runPostConfirmation, runPreSignUp } from "../triggers/sign-up-triggers.ts";
import { insertWithNames } from "../users/claim-aliases.ts";
import { findUserByName } from "../users/find-user.ts";
import { newUserRecord } from "../users/new-user.ts";

/** A person makes an account; a code goes to the address that the pool verifies. */
export const SignUp: Operation<"SignUp", "client"> = operation({
  name: "SignUp",
  caller: "client",
  async run(request, input) {
    const ctx = actingForUser(request, input.UserContextData);
    const { pool, client, world } = ctx;
    checkSignUpIsOpen(pool.settings);
    checkSecretHash(client, {
      hash: input.SecretHash,
      usernames: [input.Username],
      mismatch: `SecretHash does not match for the client: ${client.id}`,
    });
    const password = passwordOfSignUp(pool.settings, input);
    const sub = randomUuid(world.random);
    const identity = readIdentity(ctx, input, sub);
    const verdict = await judgeSignUp(ctx, identity, input);
    const target =
      verdict.status === "CONFIRMED" ? undefined : signUpTarget(pool.settings, identity.attributes);

    const user = await newUserRecord(ctx, pool, { ...identity, ...verdict, sub, password });
    const canSend = target !== undefined && canDeliver(ctx, pool, target.channel);
    const clientId = client.id;
    const code = canSend
      ? await prepareCode(ctx, pool, { sub, user, clientId, purpose: "sign-up", target, reason: "SignUp" })
      : undefined;
    const refusal = await insertSignUp(ctx, user, code);
    if (user.status === "CONFIRMED")
      await runPostConfirmation(ctx, pool, { user, clientId, source: "ConfirmSignUp" });
    // The user stays: another code can be asked for once messages can be sent.
    if (refusal !== undefined) throw refusal;
    if (target !== undefined && code === undefined) throw codeNotDelivered();
    const Session = code && sessionAfterSignUp(ctx, ctx, { user, attribute: code.record.attribute });
    return {
      UserConfirmed: user.status === "CONFIRMED",
      ...(code && { CodeDeliveryDetails: code.details }),
      ...(Session !== undefined && { Session }),
      UserSub: sub,
    };
  },
});

function readIdentity(ctx: ClientContext, input: SignUpRequest, sub: string): NewIdentity {
  const { settings } = ctx.pool;
  const attributes = checkAttributes(settings, { list: input.UserAttributes, client: ctx.client.settings });
  checkNoEarlyAlias(settings, attributes);
  const identity = identifyNewUser(settings, { name: input.Username, sub, attributes });
  checkRequiredAttributes(settings, identity.attributes);
  return identity;
}

/** What PreSignUp says of the new user. A name that is taken is refused first: the function need not hear of it. */
async function judgeSignUp(
  ctx: ClientContext,
  identity: NewIdentity,
  input: SignUpRequest,
): Promise<SignUpVerdict> {
  const { pool, client, world } = ctx;
  const plain = { status: "UNCONFIRMED", attributes: identity.attributes } as const;
  if (triggerAddress(pool.settings, "PreSignUp") === undefined) return plain;
  const name = usesAttributeAsUsername(pool.settings) ? input.Username : identity.username;
  if ((await findUserByName(world, pool, name)) !== undefined) throw userExists();
  const { ValidationData: validationData } = input;
  const question = { ...identity, source: "SignUp", clientId: client.id, validationData } as const;
  const response = await runPreSignUp(ctx, pool, question);
  return response === undefined ? plain : readSignUpVerdict(identity.attributes, response);
}

/** The user, its names, its code and the message: all of them or none. Answers why there is no code, if one was wanted. */
async function insertSignUp(
  ctx: ClientContext,
  user: UserRecord,
  code: PreparedCode | undefined,
): Promise<ServiceError | undefined> {
  const { pool, now } = ctx;
  const refusal = await ctx.world.store.transaction(async (tx) => {
    // An alias is there so early only if PreSignUp vouches for it, and then it moves here.
    if ((await insertWithNames(tx, pool, { user, force: true, now })) !== undefined) throw userExists();
    const owner = { poolId: pool.id, sub: user.sub, decoy: false };
    await recordEvent(ctx, tx, owner, { type: "SignUp", response: "Pass" });
    return code === undefined ? undefined : storeCodeIfAllowed(tx, code);
  });
  if (code !== undefined) ctx.world.dispatch.wake();
  return refusal;
}

const userExists = (): ServiceError =>
  new ServiceError("UsernameExistsException", "User already exists", "username_taken");
