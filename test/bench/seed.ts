/** The pools that are measured, with people in them, put into an empty database through a server of its own. */
import { randomBytes } from "node:crypto";
import type { CreateUserPoolClientResponse, CreateUserPoolResponse, JsonObject } from "@poolhouse/protocol";
import { readConfig } from "../../packages/server/src/config.ts";
import { startServer } from "../../packages/server/src/main.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import { loadPool } from "../../packages/server/src/operations/load.ts";
import type { Pool, World } from "../../packages/server/src/operations/operation.ts";
import { insertPeople, type Person } from "./seed-people.ts";

/** People of one pool, who sign in through one client. */
export interface Group {
  readonly clientId: string;
  readonly people: Person[];
}

export interface Seeds {
  readonly rootKey: string;
  /** The pool of `withApp` and `withoutApp`. */
  readonly poolId: string;
  /** Each signs in once, because a code is accepted once. */
  readonly withApp: Group;
  readonly withoutApp: Group;
  /** Each signs in once, because a number gets few messages. */
  readonly withTelephone: Group;
  /** Their pool lets a remembered device stand in for the second factor. */
  readonly withDevice: Group;
}

/** How many people of each kind. */
export type Counts = Readonly<Record<"withApp" | "withoutApp" | "withTelephone" | "withDevice", number>>;

/** Fills an empty database, through a server of its own that is stopped again. */
export async function seed(database: string, counts: Counts): Promise<Seeds> {
  const rootKey = randomBytes(32).toString("base64");
  const flags = ["--port", "0", "--mailbox", "--log-level", "error"];
  const { world, stop } = await startServer(
    readConfig(flags, { POOLHOUSE_DATABASE_URL: database, POOLHOUSE_ROOT_KEY: rootKey }),
  );
  const apps = await createPoolAndClient(world, { factors: softwareToken });
  const telephones = await createPoolAndClient(world, { factors: textMessage });
  const devices = await createPoolAndClient(world, { factors: softwareToken, settings: rememberDevices });
  const group = async (place: typeof apps, wanted: Parameters<typeof insertPeople>[2]): Promise<Group> => ({
    clientId: place.clientId,
    people: await insertPeople(world, place.pool, wanted),
  });
  const seeds = {
    rootKey,
    poolId: apps.pool.id,
    withApp: await group(apps, { count: counts.withApp, having: "app" }),
    withoutApp: await group(apps, { count: counts.withoutApp, having: "nothing" }),
    withTelephone: await group(telephones, { count: counts.withTelephone, having: "telephone" }),
    withDevice: await group(devices, { count: counts.withDevice, having: "app-and-device" }),
  };
  await stop();
  return seeds;
}

const softwareToken = { SoftwareTokenMfaConfiguration: { Enabled: true } };
// Nobody calls this role; a pool that sends text messages must name one.
const textMessage = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" } },
};
const rememberDevices = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
};

async function createPoolAndClient(
  world: World,
  given: { factors: JsonObject; settings?: JsonObject },
): Promise<{ clientId: string; pool: Pool }> {
  const settings = { PoolName: "people", AutoVerifiedAttributes: ["email"], ...given.settings };
  // The outputs of these operations; a member that were missing would fail the next call.
  const { UserPool } = (await call(world, "CreateUserPool", settings)) as CreateUserPoolResponse;
  const UserPoolId = UserPool?.Id ?? "";
  await call(world, "SetUserPoolMfaConfig", { UserPoolId, MfaConfiguration: "OPTIONAL", ...given.factors });
  const ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
  const client = { UserPoolId, ClientName: "app", ExplicitAuthFlows };
  const made = (await call(world, "CreateUserPoolClient", client)) as CreateUserPoolClientResponse;
  return { clientId: made.UserPoolClient?.ClientId ?? "", pool: await loadPool(world, UserPoolId) };
}
