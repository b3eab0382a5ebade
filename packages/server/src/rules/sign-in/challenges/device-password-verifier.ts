import { incorrectUsernameOrPassword } from "../../../kernel/errors.ts";
import type { DeviceRecord } from "../../../kernel/records.ts";
import { deviceGroupKeyOf, openDeviceVerifier } from "../../devices.ts";
import type { Challenge, CheckInput, Checked, Issued, SignInFacts, SignInTools } from "../facts.ts";
import { provesSecondFactor } from "../order.ts";
import { beginExchange, checkExchange, type SaltedVerifier } from "../srp-exchange.ts";

/**
 * DEVICE_PASSWORD_VERIFIER: SRP's proof of the device's own password. Only this makes a device count; a failure voids the
 * session and leaves the device as it is.
 */
export const devicePasswordVerifier: Challenge = { issue, check };

async function issue(
  { user, device }: SignInFacts,
  tools: SignInTools,
  parameters: Readonly<Record<string, string>>,
): Promise<Issued> {
  if (device === undefined) throw new Error("a device was asked to prove itself that nobody named");
  const { shown, remembers } = await beginExchange(verifierOf(device, tools), parameters, tools);
  return {
    // The sealed session becomes the SECRET_BLOCK.
    parameters: { ...shown, SECRET_BLOCK: "", USERNAME: user.username, DEVICE_KEY: device.key },
    remembers: { ...remembers, device: device.key },
  };
}

function verifierOf(device: DeviceRecord, tools: SignInTools): SaltedVerifier {
  return { salt: device.salt, verifier: openDeviceVerifier(tools.keys, device) };
}

async function check(given: CheckInput): Promise<Checked> {
  const { facts, tools, session } = given;
  const { device } = facts;
  // The exchange was begun for one device; another one's key, or a status that changed since, makes it void.
  if (device?.remembered !== true || device.key !== session.remembers["device"]) {
    return refuse("device_changed");
  }
  const poolName = deviceGroupKeyOf(tools.keys, device.key);
  const owner = { ...verifierOf(device, tools), poolName, userId: device.key };
  const result = await checkExchange(given, owner);
  if (result !== "proven") return refuse(result === "untimely" ? "srp_timestamp_skewed" : "device_wrong");
  return {
    passed: true,
    proof: "device",
    effects: [
      { kind: "clear-attempts", authenticator: "device" },
      {
        kind: "authenticate-device",
        key: device.key,
        // Nothing was skipped in this sign-in, so the device is trusted anew.
        renewsTrust: provesSecondFactor(session.proven),
      },
    ],
  };
}

const refuse = (reason: string): Checked => ({
  passed: false,
  error: incorrectUsernameOrPassword(reason),
  counts: "device",
  endsSession: true,
});
