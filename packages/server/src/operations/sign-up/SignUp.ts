import { randomUuid } from "../../kernel/random.ts";
import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { SignUpRequest } from "@poolhouse/protocol";
import { checkAttributes, checkRequiredAttributes } from "../../rules/attributes.ts";
import { codeNotDelivered, signUpTarget } from "../../rules/codes.ts";
import { signInNames } from "../../rules/sign-in-names.ts";
import { checkNoEarlyAlias, checkSignUpIsOpen, passwordOfSignUp } from "../../rules/sign-up.ts";
import { messageTriggers, refuseTriggers } from "../../rules/unbuilt-triggers.ts";
import { identifyNewUser, type NewIdentity } from "../../rules/usernames.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import { type PreparedCode, prepareCode, storeCodeIfAllowed } from "../codes/confirmation-codes.ts";
import { type ClientContext, type Operation, operation } from "../operation.ts";
import { sessionAfterSignUp } from "../sign-in/auto-sign-in.ts";
import { newUserRecord } from "../users/new-user.ts";

/** A person makes an account; a code goes to the address that the pool verifies. */
export const SignUp: Required<Operation<"SignUp", "client">> = operation({
  name: "SignUp",
  caller: "client",
  async run(ctx, input) {
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
    const target = signUpTarget(pool.settings, identity.attributes);
    refuseTriggers(pool.settings, ["PreSignUp", ...(target ? messageTriggers(target.channel) : [])]);

    const user = await newUserRecord(ctx, pool, { ...identity, sub, password, status: "UNCONFIRMED" });
    const canSend = target !== undefined && world.dispatch.canSend(target.channel);
    const code = canSend
      ? prepareCode(ctx, pool, { sub, purpose: "sign-up", target, reason: "SignUp" })
      : undefined;
    const refusal = await insertSignUp(ctx, user, code);
    // The user stays: another code can be asked for once messages can be sent.
    if (refusal !== undefined) throw refusal;
    if (target !== undefined && code === undefined) throw codeNotDelivered();
    const Session = code && sessionAfterSignUp(ctx, ctx, { user, attribute: code.record.attribute });
    return {
      UserConfirmed: false,
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

/** The user, its names, its code and the message: all of them or none. Answers why there is no code, if one was wanted. */
async function insertSignUp(
  ctx: ClientContext,
  user: UserRecord,
  code: PreparedCode | undefined,
): Promise<ServiceError | undefined> {
  const names = signInNames(ctx.pool.settings, user);
  const refusal = await ctx.world.store.transaction(async (tx) => {
    if ((await tx.users.insert(user, names)) !== undefined) throw userExists();
    return code === undefined ? undefined : storeCodeIfAllowed(tx, code);
  });
  if (code !== undefined) ctx.world.dispatch.wake();
  return refusal;
}

const userExists = (): ServiceError =>
  new ServiceError("UsernameExistsException", "User already exists", "username_taken");
