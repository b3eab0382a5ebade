/** Pools for a dialect, and people in them, made as operators make them. */
import { AdminSetUserMFAPreferenceCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll } from "vitest";
import { type InProcessServer, startInProcessServer } from "../../support/in-process-server.ts";
import type { ProvisionedApp, ProvisionOptions } from "../../support/provision-app.ts";
import { type Factor, invite, provisionFactors } from "../factor-pools.ts";
import type { Dialect } from "./dialect.ts";
import { openPhone, type Phone } from "./phone.ts";

export const password = "Correct-Horse-9";

/** One server for a file, whose answers and refusals are all held against the model. */
export function useServer(flags: readonly string[] = []): { readonly current: InProcessServer } {
  let server: InProcessServer | undefined;
  beforeAll(async () => {
    server = await startInProcessServer({ flags });
  });
  afterAll(async () => {
    await server?.stop();
    const [fault] = server?.faults ?? [];
    if (fault !== undefined) throw new Error(`${fault.where} failed`, { cause: fault.cause });
  });
  return {
    get current() {
      if (server === undefined) throw new Error("the server has not started");
      return server;
    },
  };
}

/** A pool that offers these factors, and an app client with a secret if the dialect has one. */
export function openApp(
  { sdk }: InProcessServer,
  dialect: Dialect,
  options: Omit<ProvisionOptions, "mfa"> & { mfa: "OPTIONAL" | "ON"; factors: readonly Factor[] },
): Promise<ProvisionedApp> {
  const client = { GenerateSecret: dialect.hasSecret, ...options.client };
  return provisionFactors(sdk, { ...options, client });
}

const switches = {
  SMS: { SMSMfaSettings: { Enabled: true } },
  EMAIL: { EmailMfaSettings: { Enabled: true } },
  TOTP: { SoftwareTokenMfaSettings: { Enabled: true } },
} as const;

let phones = 0;

/** Somebody with a password, an address for each kind of message, these factors switched on, and a phone. */
export async function givePhone(
  server: InProcessServer,
  app: ProvisionedApp,
  given: { dialect: Dialect; username: string; factors?: readonly Factor[]; isTemporary?: boolean },
): Promise<Phone & { readonly email: string; readonly phoneNumber: string }> {
  const { dialect, username, factors = [], isTemporary = false } = given;
  phones += 1;
  const email = `${username}-${phones}@example.com`;
  const phoneNumber = `+49151100${String(phones).padStart(5, "0")}`;
  await invite(server.sdk, app, { username, password, email, phone: phoneNumber, isTemporary });
  if (factors.length > 0) {
    const name = { UserPoolId: app.userPoolId, Username: username };
    const on = Object.assign({}, ...factors.map((factor) => switches[factor]));
    await server.sdk.send(new AdminSetUserMFAPreferenceCommand({ ...name, ...on }));
  }
  return Object.assign(openPhone(server, app, { dialect, username }), { email, phoneNumber });
}
