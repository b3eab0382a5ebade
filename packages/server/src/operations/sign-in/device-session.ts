import { switchesOf } from "../../rules/pools/switches.ts";
import { findUserForSignIn } from "../users/find-user.ts";
import type { CallContext } from "../operation.ts";
import type { Place } from "./facts.ts";

/**
 * Keeps the Session of a DEVICE_SRP_AUTH with its device, in pools that let it be left out: Amplify for Android answers that
 * challenge naming the user and the device alone. It is sealed like every session, and worth nothing to whoever cannot prove the
 * device. Whoever copied a device's secret must not step into the sign-in of its owner, who has just proven the password: it opens
 * for one address only.
 */
export async function keepDeviceSession(
  ctx: CallContext,
  { pool }: Place,
  given: {
    readonly session: { readonly sub: string; readonly deviceKey?: string | undefined };
    readonly shown: { readonly ChallengeName?: string; readonly Session?: string };
  },
): Promise<void> {
  const { sub, deviceKey } = given.session;
  const { ChallengeName, Session } = given.shown;
  if (!switchesOf(pool.settings).devicesWithoutSession) return;
  if (ChallengeName !== "DEVICE_SRP_AUTH" || Session === undefined || deviceKey === undefined) return;
  const { ipAddress } = ctx;
  await ctx.world.store.devices.keepSession({
    poolId: pool.id,
    sub,
    key: deviceKey,
    session: Session,
    ipAddress,
  });
}

/** The Session that an answer to DEVICE_SRP_AUTH left out, if the device was asked to prove itself. */
export async function findDeviceSession(
  ctx: CallContext,
  { pool }: Place,
  responses: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { USERNAME: name = "", DEVICE_KEY: key = "" } = responses;
  if (key === "" || !switchesOf(pool.settings).devicesWithoutSession) return undefined;
  const found = await findUserForSignIn(ctx.world, pool, name);
  // Nobody's devices are looked for, too: how long it takes tells nothing.
  const sub = found?.user.sub ?? "";
  const { ipAddress } = ctx;
  return ctx.world.store.devices.findSession({ poolId: pool.id, sub, key, ipAddress });
}
