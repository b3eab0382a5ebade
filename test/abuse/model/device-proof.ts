/** A device's proof by SRP: the arithmetic of a password's, with the group key in the pool's place and its own in the user's. */
import { formatTimestamp, signPasswordClaim } from "@poolhouse/protocol";
import type { SrpBeginning, SrpTools } from "../../support/people.ts";
import type { Device } from "./truth.ts";

export async function deviceProof(
  { clock }: SrpTools,
  given: { begun: SrpBeginning; device: Device; shown: Readonly<Record<string, string>> },
): Promise<Record<string, string>> {
  const { begun, device, shown } = given;
  const secretBlock = shown["SECRET_BLOCK"] ?? "";
  const timestamp = formatTimestamp(clock.now());
  const signature = await signPasswordClaim({
    poolName: device.groupKey,
    userId: device.key,
    password: device.password,
    salt: shown["SALT"] ?? "",
    a: begun.a,
    A: begun.text,
    B: shown["SRP_B"] ?? "",
    secretBlock,
    timestamp,
  });
  return {
    DEVICE_KEY: device.key,
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  };
}
