import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createImportPlace,
  importHeader,
  type Importer,
  importInto,
  importRow,
  importSchema,
} from "../../../../../test/support/imports.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createPlace } from "../../../../../test/support/people.ts";
import { type App, signInWithSrp } from "../../../../../test/support/sign-in.ts";
import { attendImports } from "./attend-imports.ts";
import { minute } from "../../kernel/clock.ts";
import { runImportJobs } from "./run-jobs.ts";

let service: Service;
let app: App;
let UserPoolId: string;
let importer: Importer;
beforeEach(async () => {
  service = await createService();
  app = await createImportPlace(service);
  UserPoolId = app.poolId;
  importer = importInto(service, UserPoolId);
});
afterEach(() => service.close());

const userOf = (Username: string) => service.call("AdminGetUser", { UserPoolId, Username });
const fileOf = (...rows: string[]): string => [importHeader, ...rows].join("\n");

describe("an import job", () => {
  test("waits for its file, at an address of this server", async () => {
    const now = service.clock.now();
    const job = await importer.create();
    expect(job).toEqual({
      JobName: "people",
      JobId: expect.stringMatching(/^import-[0-9A-Za-z]{10}$/),
      UserPoolId,
      PreSignedUrl: expect.stringMatching(/^http:\/\/localhost:9229\/imports\/import-\w+\?token=[\w-]{43}$/),
      CreationDate: now / 1000,
      Status: "Created",
      CloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/log",
      ImportedUsers: 0,
      SkippedUsers: 0,
      FailedUsers: 0,
    });
    expect(await importer.show(job)).toEqual(job);
  });

  test("makes the users of its file, who choose a password first", async () => {
    const job = await importer.run(
      [importHeader, importRow("ada"), "", `${importRow("joan")}x\\, y `, "  "].join("\r\n"),
    );
    expect(job).toMatchObject({
      Status: "Succeeded",
      ImportedUsers: 2,
      SkippedUsers: 0,
      FailedUsers: 0,
      StartDate: service.clock.now() / 1000,
      CompletionDate: service.clock.now() / 1000,
    });
    expect(await importer.logOf(job)).toEqual([]);
    const joan = await userOf("joan");
    expect(joan).toMatchObject({ UserStatus: "RESET_REQUIRED", Enabled: true });
    expect(joan.UserAttributes).toContainEqual({ Name: "custom:team", Value: "x, y" });
    expect(await service.messages()).toEqual([]);
    const signIn = signInWithSrp(service, app, { username: "ada", password: "Correct-Horse-9" });
    await expect(signIn).rejects.toMatchObject({ type: "PasswordResetRequiredException" });
    await service.call("ForgotPassword", { ClientId: app.clientId, Username: "ada" });
    const [message] = await service.messages("ada@example.com");
    const Password = "Correct-Horse-9";
    const ConfirmationCode = message?.code ?? "";
    await service.call("ConfirmForgotPassword", {
      ClientId: app.clientId,
      Username: "ada",
      ConfirmationCode,
      Password,
    });
    const answer = await signInWithSrp(service, app, { username: "ada", password: Password });
    expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("says of each line that made no user why", async () => {
    const job = await importer.run(
      fileOf(
        importRow("ada"),
        importRow("ada"),
        importRow("eve", { email: "eve" }),
        importRow("joan", { verified: "FALSE" }),
        "too,few",
        importRow("mary"),
        importRow("grace"),
        importRow("hedy"),
        importRow("a".repeat(30_000)),
        importRow("katherine"),
      ),
    );
    expect(job).toMatchObject({ Status: "Succeeded", ImportedUsers: 5, SkippedUsers: 1, FailedUsers: 4 });
    expect(await importer.logOf(job)).toEqual([
      { line: 3, outcome: "SKIPPED", reason: "The user already exists." },
      { line: 4, outcome: "FAILED", reason: "Invalid email address format." },
      {
        line: 5,
        outcome: "FAILED",
        reason:
          "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).",
      },
      { line: 6, outcome: "FAILED", reason: "The line has 2 values, but the header has 10 columns." },
      { line: 10, outcome: "FAILED", reason: "The line is longer than 16000 characters." },
    ]);
  });

  test("fails where most lines are bad, and keeps what it made", async () => {
    const job = await importer.run(
      fileOf(importRow("ada"), importRow("b", { email: "" }), importRow("c", { email: "" })),
    );
    expect(job).toMatchObject({
      Status: "Failed",
      CompletionMessage: "Too many users have failed or been skipped during the import.",
      ImportedUsers: 1,
      FailedUsers: 2,
    });
    expect((await userOf("ada")).Username).toBe("ada");
  });

  test("fails at a header that is not the pool's", async () => {
    const job = await importer.run(
      ["cognito:username,cognito:mfa_enabled,name,given_name", importRow("ada")].join("\n"),
    );
    expect(job).toMatchObject({
      Status: "Failed",
      CompletionMessage: "The header lacks the column preferred_username.",
    });
    expect(await importer.run("")).toMatchObject({ Status: "Failed" });
  });

  test("does not give a user somebody else's alias", async () => {
    const byAlias = await createPlace(service, {
      pool: {
        AutoVerifiedAttributes: ["email"],
        AliasAttributes: ["email"],
        Schema: importSchema,
      },
    });
    UserPoolId = byAlias.poolId;
    importer = importInto(service, UserPoolId);
    const job = await importer.run(fileOf(importRow("ada"), importRow("eve", { email: "ada@example.com" })));
    expect(await importer.logOf(job)).toEqual([
      { line: 3, outcome: "FAILED", reason: "The email is the alias of another user." },
    ]);
    expect((await userOf("ada@example.com")).Username).toBe("ada");
  });

  test(
    "imports 5,000 users once, through any number of crashes and processes",
    { timeout: 60_000 },
    async () => {
      const names = Array.from({ length: 5000 }, (_, index) => `user${index}`);
      const job = await importer.create();
      await importer.put(job, fileOf(...names.map((name) => importRow(name))));
      await importer.start(job);
      // Each process dies after three looks at whether it should, without giving back what it holds.
      const die = () => {
        let looks = 0;
        return () => (looks += 1) > 3;
      };
      const dying = {
        ...service.store,
        imports: { ...service.store.imports, release: () => Promise.resolve() },
      };
      while (["Pending", "InProgress"].includes((await importer.show(job)).Status ?? "")) {
        const worlds = [service.world, { ...service.world, store: dying }];
        await Promise.all(worlds.map((world) => runImportJobs(world, die())));
        service.clock.advance(minute);
      }
      expect(await importer.show(job)).toMatchObject({
        Status: "Succeeded",
        ImportedUsers: 5000,
        SkippedUsers: 0,
        FailedUsers: 0,
      });
      expect(await service.store.pools.countUsers(UserPoolId)).toBe(5000);
      expect((await userOf("user4999")).UserStatus).toBe("RESET_REQUIRED");
      await attendImports(service.world, () => false);
      expect(await service.store.imports.purgeChunks(1)).toBe(0);
    },
  );
});
