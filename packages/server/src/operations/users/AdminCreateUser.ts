import type { AdminCreateUserRequest } from "@poolhouse/protocol";
import { ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { checkAttributes, checkRequiredAttributes, checkVerifiedFlags } from "../../rules/attributes.ts";
import { checkPassword } from "../../rules/password-policy.ts";
import { usesAttributeAsUsername } from "../../rules/sign-in-names.ts";
import { allowsPasswordlessUsers } from "../../rules/sign-up.ts";
import { describeUser } from "../../rules/user-views.ts";
import { identifyNewUser } from "../../rules/usernames.ts";
import { loadPool } from "../load.ts";
import { type CallContext, type Operation, operation, type Pool } from "../operation.ts";
import { recordPassword } from "../passwords/password-record.ts";
import { generatePassword } from "../passwords/temporary-password.ts";
import { runPreSignUp } from "../triggers/sign-up-triggers.ts";
import { changeUser } from "./change-user.ts";
import { aliasExists, insertWithNames } from "./claim-aliases.ts";
import { loadUser } from "./find-user.ts";
import { dispatchInvitation, prepareInvitation, storeInvitation } from "./invitation.ts";
import { newUserRecord } from "./new-user.ts";

/** An operator makes a user and has an invitation sent, or sends it once more with another temporary password. */
export const AdminCreateUser: Operation<"AdminCreateUser", "operator"> = operation({
  name: "AdminCreateUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const given = input.TemporaryPassword || undefined;
    if (given !== undefined) checkPassword(pool.settings, given, "did not conform with");
    const user =
      input.MessageAction === "RESEND"
        ? await inviteAgain(ctx, pool, input)
        : await createUser(ctx, pool, input);
    return { User: describeUser(user) };
  },
});

async function createUser(ctx: CallContext, pool: Pool, input: AdminCreateUserRequest): Promise<UserRecord> {
  const { world } = ctx;
  const sub = randomUuid(world.random);
  const identity = readIdentity(pool, input, sub);
  const password = temporaryPassword(ctx, pool, input);
  if (password === undefined) checkRequiredAttributes(pool.settings, identity.attributes);
  // It may refuse; what else it says is for people who sign up themselves.
  await runPreSignUp(ctx, pool, {
    ...identity,
    source: "AdminCreateUser",
    validationData: input.ValidationData,
  });
  const status = password === undefined ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
  const user = await newUserRecord(ctx, pool, { ...identity, sub, password, status });
  const invitation = await prepareInvitation(ctx, pool, { user, password, input });
  const refusal = await world.store.transaction(async (tx) => {
    await insertUser(tx, pool, { user, force: input.ForceAliasCreation === true, now: ctx.now });
    return storeInvitation(tx, invitation);
  });
  dispatchInvitation(ctx, invitation, refusal);
  return user;
}

function readIdentity(
  pool: Pool,
  input: AdminCreateUserRequest,
  sub: string,
): Pick<UserRecord, "username" | "attributes"> {
  const attributes = checkAttributes(pool.settings, { list: input.UserAttributes });
  const identity = identifyNewUser(pool.settings, { name: input.Username, sub, attributes });
  checkVerifiedFlags(identity.attributes);
  return identity;
}

/** The password given, or a random one; undefined where people sign in by codes and none is needed. */
function temporaryPassword(ctx: CallContext, pool: Pool, input: AdminCreateUserRequest): string | undefined {
  if (input.TemporaryPassword) return input.TemporaryPassword;
  return allowsPasswordlessUsers(pool.settings)
    ? undefined
    : generatePassword(ctx.world.random, pool.settings);
}

/** Inserts the user; a verified address of another user is taken over if the operator says so. */
async function insertUser(
  tx: StoreVerbs,
  pool: Pool,
  given: { user: UserRecord; force: boolean; now: number },
): Promise<void> {
  const taken = await insertWithNames(tx, pool, given);
  if (taken === undefined) return;
  throw taken.kind === "username" || usesAttributeAsUsername(pool.settings)
    ? userExists()
    : aliasExists(taken.kind);
}

/** A new temporary password for a user who has not used the first; its time starts again. */
async function inviteAgain(ctx: CallContext, pool: Pool, input: AdminCreateUserRequest): Promise<UserRecord> {
  const user = await loadUser(ctx.world, pool, input.Username);
  checkInvited(user, input.Username);
  const text = input.TemporaryPassword || generatePassword(ctx.world.random, pool.settings);
  const password = await recordPassword(ctx, pool, { user, password: text });
  const invitation = await prepareInvitation(ctx, pool, { user, password: text, input });
  let refusal: ServiceError | undefined;
  const changed = await changeUser(ctx, user, {
    decide: (present) => {
      checkInvited(present, input.Username);
      return { password };
    },
    also: async (tx) => {
      refusal = await storeInvitation(tx, invitation);
    },
  });
  dispatchInvitation(ctx, invitation, refusal);
  return changed;
}

function checkInvited(user: UserRecord, name: string): void {
  if (user.status === "FORCE_CHANGE_PASSWORD") return;
  throw new ServiceError(
    "UnsupportedUserStateException",
    `Resend not possible. ${name} status is not FORCE_CHANGE_PASSWORD`,
    "user_not_invited",
  );
}

const userExists = (): ServiceError =>
  new ServiceError("UsernameExistsException", "User account already exists", "username_taken");
