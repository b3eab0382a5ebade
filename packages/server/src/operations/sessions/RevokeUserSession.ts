import { invalidParameter } from "../../kernel/errors.ts";
import { requireTracking } from "../../rules/sessions/configuration.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { operation } from "../operation.ts";
import { revokeSession } from "./sessions-of-user.ts";

/** A person ends another of their sessions; the one in use ends by signing out. */
export const RevokeUserSession = operation({
  name: "RevokeUserSession",
  caller: "accessToken",
  async run(ctx, input) {
    requireSettled(ctx.user);
    requireTracking(ctx.pool.settings);
    if (ctx.family?.session?.id === input.SessionId) {
      throw invalidParameter("Cannot revoke the current session.", "session_current");
    }
    await revokeSession(ctx, ctx.pool, { user: ctx.user, sessionId: input.SessionId });
    return {};
  },
});
