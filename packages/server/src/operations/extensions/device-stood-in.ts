import { deviceStandsIn } from "../../rules/sign-in/device.ts";
import { decideMfa } from "../../rules/sign-in/mfa.ts";
import type { TokenContext } from "../operation.ts";

/**
 * Whether the session began with a remembered device in the place of a second factor, and the device could stand in for one still:
 * not once it was forgotten, nor where nothing is demanded that it could stand in for.
 */
export async function deviceStoodIn({ world, pool, user, family, now }: TokenContext): Promise<boolean> {
  const key = family?.device?.key;
  if (key === undefined || family?.proven.includes("device") !== true) return false;
  const owner = { poolId: pool.id, sub: user.sub };
  const [device, tokens] = await Promise.all([
    world.store.devices.find({ ...owner, key }),
    world.store.softwareTokens.list(owner.poolId, owner.sub),
  ]);
  const hasSoftwareToken = tokens.some((token) => token.state === "active");
  const mfa = decideMfa({ settings: pool.settings, user, hasSoftwareToken });
  return deviceStandsIn({ pool, device, now }, mfa);
}
