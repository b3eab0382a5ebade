import { invalidSession, notAuthorized } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { SignInSession } from "../../rules/sign-in/facts.ts";
import { sessionLifetimeOf } from "../../rules/sign-in/session-lifetime.ts";
import { findClient } from "../load.ts";
import type { CallContext } from "../operation.ts";
import type { Place } from "../sign-in/facts.ts";
import { clientOfSession, openSession, sealSession } from "../sign-in/seal-session.ts";

/** A pending MFA_SETUP with the place it happens in. */
export interface OpenedSetup extends Place {
  readonly session: SignInSession;
}

/** Opens a Session that AssociateSoftwareToken or VerifySoftwareToken was given. Throws NotAuthorizedException. */
export async function openSetup(ctx: CallContext, sealed: string): Promise<OpenedSetup> {
  const place = await findClient(ctx.world, clientOfSession(sealed));
  if (place === undefined) throw invalidSession("session_foreign");
  const session = openSession(place.pool, { sealed, clientId: place.client.id, envelope: "session" });
  if (session === undefined || session.challenge !== "MFA_SETUP") throw invalidSession("session_foreign");
  if (session.expiresAt <= ctx.now) {
    throw notAuthorized("Invalid session for the user, session is expired.", "session_expired");
  }
  return { ...place, session };
}

/** The Session that follows: a new id, a new lifetime, and what was proven or remembered besides. */
export function nextSetupSession(
  ctx: CallContext,
  setup: OpenedSetup,
  progress: Pick<SignInSession, "proven" | "remembers">,
): string {
  const session = {
    ...setup.session,
    ...progress,
    id: randomUuid(ctx.world.random),
    expiresAt: ctx.now + sessionLifetimeOf(setup, "MFA_SETUP"),
  };
  return sealSession(ctx.world, setup.pool, { session, envelope: "session" });
}
