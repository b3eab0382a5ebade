import { userDoesNotExist } from "../../kernel/errors.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";

/** A person deletes their own account, with everything that hangs on it. */
export const DeleteUser = operation({
  name: "DeleteUser",
  caller: "accessToken",
  async run({ world, pool, user }) {
    requireSettled(user);
    if (!(await world.store.users.remove(pool.id, user.sub))) throw userDoesNotExist();
    return undefined;
  },
});
