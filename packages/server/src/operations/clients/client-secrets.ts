/** The secrets of an app client: two at most, so that one can take the other's place without a gap. */
import type { ClientSecretDescriptorType } from "@poolhouse/protocol";
import { second } from "../../kernel/clock.ts";
import { clientDoesNotExist } from "../../kernel/errors.ts";
import type { ClientRecord } from "../../kernel/records.ts";
import { sealText } from "../../kernel/sealing.ts";
import { clientSecretPlace, loadClientOf } from "../load.ts";
import type { CallContext, Pool } from "../operation.ts";

export type StoredSecret = ClientRecord["secrets"][number];

/** Seals a secret for its client. */
export function sealSecret(
  ctx: CallContext,
  pool: Pool,
  made: { clientId: string; secret: string },
): StoredSecret {
  const id = `${made.clientId}--${ctx.now}`;
  const place = clientSecretPlace(pool.id, made.clientId, id);
  const sealed = sealText(pool.keys.for("client-secret"), made.secret, { place, random: ctx.world.random });
  return { id, sealed, createdAt: ctx.now };
}

/** A secret as it is listed: never with its value, which is shown once, when it is made. */
export function describeSecret({ id, createdAt }: StoredSecret): ClientSecretDescriptorType {
  return { ClientSecretId: id, ClientSecretCreateDate: createdAt / second };
}

/** Changes a client's secrets as `decide` says of the present ones, which may throw a refusal, in one transaction. */
export async function changeSecrets(
  ctx: CallContext,
  input: { UserPoolId: string; ClientId: string },
  decide: (present: readonly StoredSecret[], pool: Pool) => readonly StoredSecret[],
): Promise<void> {
  const { pool } = await loadClientOf(ctx.world, input.UserPoolId, input.ClientId);
  await ctx.world.store.transaction(async (tx) => {
    const client = await tx.clients.find(input.ClientId);
    if (client === undefined) throw clientDoesNotExist(input.ClientId);
    const secrets = [...decide(client.secrets, pool)];
    await tx.clients.update({ ...client, secrets, modifiedAt: ctx.now }, client.version);
  });
}
