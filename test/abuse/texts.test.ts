/** Texts on which databases choke, in every place where a stranger may put one, on both engines (F1): a modelled answer, never a fault. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, type Database } from "../support/postgres.ts";
import { type ProvisionedApp, provisionApp } from "../support/provision-app.ts";
import { expectNothingOfTheInside, post, type RawAnswer } from "../support/raw-request.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";

const texts: [string, string][] = [
  ["a NUL", "a\0b"],
  ["nothing but a NUL", "\0"],
  ["half a surrogate pair", "a\uD800b"],
  ["the other half", "\uDC00"],
  ["a quote and a comment", "'; drop table users; --"],
  ["a quote in UTF-16 disguise", "\u02BC or 1=1 --"],
  ["backslashes", "\\' \\0 \\x00 \\u0000"],
  ["a format string", "%s%n%x$1 ${7*7} {{7*7}}"],
  ["wildcards", "%_*?[a-z]"],
  ["line breaks and tabs", "a\r\nb\tc"],
  ["an ANSI escape", "\u001b[31mred"],
  ["right to left", "\u202Etxt.exe"],
  ["a zero-width joiner", "a\u200Db"],
  ["a character beyond the plane", "\u{10FFFF}\u{1F511}"],
  ["a letter with a thousand accents", `a${"\u0301".repeat(1000)}`],
  ["2,048 letters of four bytes", "\u{1D538}".repeat(1024)],
  [
    "2,048 random letters",
    Array.from({ length: 2048 }, (_, index) => String.fromCharCode(97 + ((index * 7919) % 26))).join(""),
  ],
  ["a hundred thousand letters", "x".repeat(100_000)],
  ["JSON", '{"a":[1]}'],
  ["a blank", " "],
];

let database: Database;
beforeAll(async () => {
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

describe.each(["SQLite", "PostgreSQL"])("on %s", (engine) => {
  let server: RunningServer;
  let app: ProvisionedApp;
  let aliases: ProvisionedApp;
  beforeAll(async () => {
    server = await startRunningServer(engine === "SQLite" ? {} : { databaseUrl: database.url });
    const client = { PreventUserExistenceErrors: "ENABLED" as const };
    app = await provisionApp(server.sdk, { pool: {}, client });
    const pool = { AliasAttributes: ["email" as const, "preferred_username" as const] };
    aliases = await provisionApp(server.sdk, { pool, client });
  });
  afterAll(() => server.stop());

  const send = (name: string, body: unknown): Promise<RawAnswer> =>
    post(server.url, name, JSON.stringify(body));

  function expectModelled(answer: RawAnswer): void {
    expect(answer.status, answer.text).toBeLessThan(500);
    expectNothingOfTheInside(answer);
  }

  describe.each(texts)("%s", (_what, text) => {
    it("is no fault as a username or password at sign-in", async () => {
      for (const { clientId: ClientId } of [app, aliases]) {
        const begin = (AuthFlow: string, AuthParameters: Record<string, string>): Promise<RawAnswer> =>
          send("InitiateAuth", { AuthFlow, ClientId, AuthParameters });
        expectModelled(await begin("USER_PASSWORD_AUTH", { USERNAME: text, PASSWORD: "x" }));
        expectModelled(await begin("USER_PASSWORD_AUTH", { USERNAME: "nobody", PASSWORD: text }));
        expectModelled(await begin("USER_SRP_AUTH", { USERNAME: text, SRP_A: "abcdef" }));
        expectModelled(await begin("USER_SRP_AUTH", { USERNAME: "nobody", SRP_A: text }));
        expectModelled(await begin("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: text }));
        expectModelled(await begin(text, { USERNAME: text }));
      }
    });

    it("is no fault at sign-up, as a name, a password, an attribute or a code", async () => {
      const ClientId = app.clientId;
      const Password = "Correct-Horse-9";
      const named = { ClientId, Username: `u${[..._what].length}`, Password };
      expectModelled(await send("SignUp", { ClientId, Username: text, Password }));
      expectModelled(await send("SignUp", { ...named, Password: `Aa1!${text}` }));
      for (const Name of ["name", "email", "phone_number", "preferred_username", "custom:x", text])
        expectModelled(await send("SignUp", { ...named, UserAttributes: [{ Name, Value: text }] }));
      expectModelled(await send("ConfirmSignUp", { ClientId, Username: text, ConfirmationCode: "1" }));
      expectModelled(await send("ConfirmSignUp", { ClientId, Username: "nobody", ConfirmationCode: text }));
      expectModelled(await send("ResendConfirmationCode", { ClientId, Username: text }));
      expectModelled(await send("SignUp", { ...named, ClientMetadata: { [text]: text } }));
    });

    it("is no fault as a session, a secret block, a token or an id", async () => {
      const ClientId = app.clientId;
      const answer = (ChallengeName: string, Session: string | undefined): Promise<RawAnswer> =>
        send("RespondToAuthChallenge", {
          ClientId,
          ChallengeName,
          Session,
          ChallengeResponses: {
            USERNAME: text,
            PASSWORD_CLAIM_SECRET_BLOCK: text,
            PASSWORD_CLAIM_SIGNATURE: text,
            TIMESTAMP: text,
          },
        });
      expectModelled(await answer("PASSWORD_VERIFIER", undefined));
      expectModelled(await answer("SOFTWARE_TOKEN_MFA", `${ClientId}.${text}`));
      expectModelled(await answer("SOFTWARE_TOKEN_MFA", `${text}.AAAAAAAAAAAAAAAAAAAAAA`));
      expectModelled(await send("AssociateSoftwareToken", { Session: `${text}.AAAAAAAAAAAAAAAAAAAAAA` }));
      expectModelled(await send("GetUser", { AccessToken: text }));
      expectModelled(await send("RevokeToken", { ClientId, Token: text }));
      expectModelled(await send("GetTokensFromRefreshToken", { ClientId: text, RefreshToken: text }));
      expectModelled(await send(text.replaceAll(/[^\x21-\x7e]/g, "_").slice(0, 2000), {}));
      const path = encodeURIComponent(text.toWellFormed()).slice(0, 3000);
      const discovery = await fetch(`${server.url}/${path}/.well-known/jwks.json`);
      expect(discovery.status).toBeLessThan(500);
    });
  });

  it("a long alias is no fault either", async () => {
    const { AdminCreateUserCommand } = await import("@aws-sdk/client-cognito-identity-provider");
    for (const [index, [, text]] of texts.entries()) {
      const made = server.sdk.send(
        new AdminCreateUserCommand({
          UserPoolId: aliases.userPoolId,
          Username: `person-${index}`,
          MessageAction: "SUPPRESS",
          UserAttributes: [{ Name: "preferred_username", Value: text.toWellFormed() }],
        }),
      );
      const outcome = await made.then(
        () => 200,
        (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
      );
      expect(outcome, texts[index]?.[0]).toBeLessThan(500);
    }
  });
});
