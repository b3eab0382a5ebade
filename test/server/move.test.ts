// A pool is moved with the command line: from a Poolhouse that plays Cognito to another one, by file, and back from an export.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserMFAPreferenceCommand,
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  CreateResourceServerCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  SetUserPoolMfaConfigCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretHash } from "../../packages/protocol/src/secret-hash.ts";
import { type Ended, runPoolhouse } from "../support/poolhouse-command.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

let old: RunningServer;
let server: RunningServer;
let app: ProvisionedApp;
let folder: string;
const password = "Correct-Horse-9";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "poolhouse-move-"));
  old = await startRunningServer();
  app = await fillPool();
  const triggers = join(folder, "triggers.json");
  const asked = { cognito: app.userPoolId, clientId: app.clientId, clientSecret: app.clientSecret };
  writeFileSync(
    triggers,
    JSON.stringify({ [`passwords-of-${app.userPoolId}`]: { ...asked, endpoint: old.url } }),
  );
  server = await startRunningServer({ flags: ["--triggers", triggers] });
});
afterAll(async () => {
  await Promise.all([old.stop(), server.stop()]);
  rmSync(folder, { recursive: true });
});

/** A pool with something of everything, and 130 users: more than two pages. */
async function fillPool(): Promise<ProvisionedApp> {
  const { sdk } = old;
  const made = await provisionApp(sdk, {
    pool: {
      AliasAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Schema: [
        { Name: "email", Required: true, Mutable: true },
        { Name: "team", AttributeDataType: "String", Mutable: true },
      ],
      Policies: { PasswordPolicy: { MinimumLength: 11 } },
      UserPoolTags: { team: "identity" },
      SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" },
    },
    client: {
      GenerateSecret: true,
      ReadAttributes: ["email", "custom:team"],
      PreventUserExistenceErrors: "ENABLED",
    },
  });
  const UserPoolId = made.userPoolId;
  await sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
    }),
  );
  await sdk.send(
    new CreateResourceServerCommand({
      UserPoolId,
      Identifier: "https://api.example",
      Name: "api",
      Scopes: [{ ScopeName: "read", ScopeDescription: "Read" }],
    }),
  );
  await sdk.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: { client_id: "id", client_secret: "hidden", authorize_scopes: "openid" },
    }),
  );
  await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: "staff", Precedence: 3 }));
  await provisionPerson(sdk, made, { username: "ada", password, email: "ada@example.com", permanent: true });
  for (let number = 0; number < 129; number += 1)
    await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: `user-${number}`,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: `user-${number}@example.com` },
          { Name: "phone_number", Value: `+1425555${String(number).padStart(4, "0")}` },
        ],
      }),
    );
  await sdk.send(new AdminDisableUserCommand({ UserPoolId, Username: "user-3" }));
  for (const Username of ["ada", "user-100"])
    await sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: "staff", Username }));
  await sdk.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId,
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: "user-7" },
      SourceUser: {
        ProviderName: "Google",
        ProviderAttributeName: "Cognito_Subject",
        ProviderAttributeValue: "12345",
      },
    }),
  );
  const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
  await sdk.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: "user-5", SMSMfaSettings }));
  return made;
}

/** The old place by the usual variables, the new one by its own. */
const run = (...args: string[]): Promise<Ended> =>
  runPoolhouse(args, {
    environment: {
      AWS_ACCESS_KEY_ID: old.operatorKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: old.operatorKey.secretAccessKey,
      POOLHOUSE_ENDPOINT: server.url,
      POOLHOUSE_ACCESS_KEY_ID: server.operatorKey.accessKeyId,
      POOLHOUSE_SECRET_ACCESS_KEY: server.operatorKey.secretAccessKey,
    },
  });

/** All users by name. */
async function usersOf({ sdk }: RunningServer): Promise<Map<string, UserType>> {
  const users: UserType[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await sdk.send(new ListUsersCommand({ UserPoolId: app.userPoolId, PaginationToken }));
    users.push(...(page.Users ?? []));
    ({ PaginationToken } = page);
  } while (PaginationToken !== undefined);
  return new Map(users.map((user) => [user.Username ?? "", user]));
}

describe("importing from Cognito", () => {
  const from = () => ["import", "cognito", app.userPoolId, "--from-endpoint", old.url];
  const counts = async (...args: string[]): Promise<unknown> => {
    const ended = await run(...from(), ...args, "--json");
    expect(ended).toMatchObject({ code: 0 });
    return (JSON.parse(ended.out) as { Counts: unknown }).Counts;
  };
  const each = (outcome: "made" | "present", users: number) => {
    const count = (number: number) => ({ made: 0, present: 0, refused: 0, [outcome]: number });
    return {
      pools: count(1),
      clients: count(1),
      groups: count(1),
      "resource servers": count(1),
      "identity providers": count(1),
      users: count(users),
      memberships: count(users === 0 ? 0 : 2),
      links: count(users === 0 ? 0 : 1),
    };
  };

  it("says first what it would do", async () => {
    expect(await counts("--dry-run")).toEqual(each("made", 0));
    const UserPoolId = app.userPoolId;
    await expect(server.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))).rejects.toThrow(
      "does not exist",
    );
  });

  it("refuses a client that passwords cannot be asked about with", async () => {
    const ended = await run(...from(), "--password-from", "0123456789abcdefghijklmnop");
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining("DescribeUserPoolClient") });
  });

  it("moves everything under its own ids", async () => {
    const moved = await run(...from(), "--password-from", app.clientId);
    expect(moved).toMatchObject({ code: 0, err: "" });
    expect(moved.out).toContain("users               130 made, 0 there already, 0 refused");
    expect(moved.out).toContain(`"passwords-of-${app.userPoolId}":{"cognito":"${app.userPoolId}"`);
    const UserPoolId = app.userPoolId;
    const [before, after] = await Promise.all(
      [old, server].map(({ sdk }) =>
        Promise.all([
          sdk.send(new DescribeUserPoolCommand({ UserPoolId })),
          sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId })),
          sdk.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: app.clientId })),
        ]),
      ),
    );
    const { $metadata: _1, ...mfa } = before?.[1] ?? {};
    expect(after?.[1]).toMatchObject(mfa);
    const { LastModifiedDate: _2, ...client } = before?.[2].UserPoolClient ?? {};
    expect(after?.[2].UserPoolClient).toMatchObject(client);
    const { LastModifiedDate: _3, LambdaConfig: _4, ...pool } = before?.[0].UserPool ?? {};
    expect(after?.[0].UserPool).toMatchObject(pool);
    expect(after?.[0].UserPool?.LambdaConfig?.UserMigration).toContain(`passwords-of-${UserPoolId}`);
    const [there, here] = [await usersOf(old), await usersOf(server)];
    const link = here.get("user-7")?.Attributes?.find(({ Name }) => Name === "identities")?.Value;
    expect(JSON.parse(link ?? "")).toMatchObject([{ providerName: "Google", userId: "12345" }]);
    // The link is one of today.
    for (const users of [there, here]) users.delete("user-7");
    expect(here).toEqual(there);
    const place = { UserPoolId, Username: "user-100" };
    const { Groups } = await server.sdk.send(new AdminListGroupsForUserCommand(place));
    expect(Groups).toMatchObject([{ GroupName: "staff", Precedence: 3 }]);
    const shown = await server.sdk.send(new AdminGetUserCommand({ ...place, Username: "user-5" }));
    expect(shown).toMatchObject({ UserMFASettingList: ["SMS_MFA"], PreferredMfaSetting: "SMS_MFA" });
  });

  it("passes over what is there when it is begun again", async () => {
    expect(await counts("--password-from", app.clientId)).toEqual(each("present", 130));
  });

  it("lets people bring their passwords, also those who were not there yet", async () => {
    const signIn = async (USERNAME: string, PASSWORD: string) => {
      const SECRET_HASH = await secretHash(USERNAME, app.clientId, app.clientSecret ?? "");
      const AuthParameters = { USERNAME, PASSWORD, SECRET_HASH };
      const call = { AuthFlow: "USER_PASSWORD_AUTH" as const, ClientId: app.clientId, AuthParameters };
      return (await server.sdk.send(new InitiateAuthCommand(call))).AuthenticationResult;
    };
    await expect(signIn("ada", "Correct-Horse-8")).rejects.toThrow("Incorrect username or password.");
    expect(await signIn("ada", password)).toBeDefined();
    const late = { username: "late", email: "late@example.com", password, permanent: true };
    await provisionPerson(old.sdk, app, late);
    expect(await signIn(late.email, password)).toBeDefined();
    // Whatever the client may read: the sub, and not whether the address was verified.
    const [there, here] = [await usersOf(old), await usersOf(server)];
    const known = there.get("late")?.Attributes?.filter(({ Name }) => Name !== "email_verified");
    expect(here.get("late")?.Attributes).toEqual(known);
  });
});

describe("importing users from a file", () => {
  it("takes what list-users printed, and says what it could not take", async () => {
    const users = [...(await usersOf(old)).values()].slice(0, 3);
    const file = join(folder, "users.json");
    const bad = { Username: "nobody", Attributes: [{ Name: "email", Value: "nobody@example.com" }] };
    const own = await provisionApp(server.sdk, {
      pool: { Schema: [{ Name: "team", AttributeDataType: "String" }] },
    });
    writeFileSync(file, JSON.stringify({ Users: [...users, bad] }, undefined, 2));
    const tried = await run("import", "users", own.userPoolId, file, "--dry-run");
    expect(tried.out).toContain("3 users would be made");
    const first = await run("import", "users", own.userPoolId, file);
    expect(first).toMatchObject({
      code: 1,
      out: expect.stringContaining("3 made, 0 there already, 1 refused"),
      err: expect.stringContaining("Not moved: user nobody: There is no sub among the attributes."),
    });
    writeFileSync(file, users.map((user) => JSON.stringify(user)).join("\n"));
    const second = await run("import", "users", own.userPoolId, file);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining("0 made, 3 there already") });
  });

  it("runs an import job for CSV", async () => {
    const own = await provisionApp(server.sdk, { pool: { AutoVerifiedAttributes: ["email"] } });
    const { CSVHeader = [] } = await server.sdk.send(new GetCSVHeaderCommand({ UserPoolId: own.userPoolId }));
    const values: Record<string, string> = {
      "cognito:username": "grace",
      "cognito:mfa_enabled": "FALSE",
      email: "grace@example.com",
      email_verified: "TRUE",
    };
    const file = join(folder, "users.csv");
    writeFileSync(
      file,
      [CSVHeader.join(","), CSVHeader.map((name) => values[name] ?? "").join(",")].join("\n"),
    );
    const ended = await run("import", "users", own.userPoolId, file);
    expect(ended).toMatchObject({
      code: 0,
      out: "1 imported, 0 skipped, 0 failed. The import job completed.\n",
    });
  });
});

describe("exporting", () => {
  it("writes a pool that can be brought back, without its secrets", async () => {
    const file = join(folder, "people.jsonl");
    expect(await run("export", app.userPoolId, "--to", file)).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain(app.clientSecret ?? "");
    expect(text).not.toContain("hidden");
    expect(text).not.toContain("Verifier");
    expect(await run("export", app.userPoolId, "--to", file)).toMatchObject({ code: 2 });
    const before = await usersOf(server);
    const UserPoolId = app.userPoolId;
    await server.sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
    expect(await run("import", "pool", file)).toMatchObject({
      code: 0,
      out: expect.stringContaining("users               131 made, 0 there already, 0 refused"),
    });
    const after = await usersOf(server);
    for (const users of [before, after]) users.delete("user-7");
    expect(after).toEqual(before);
  });
});
