// Where clients look for the service: at the root of a host, which is all that Android and Swift can be told, and under a path.
import { GetUserCommand, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { provisionApp, type ProvisionedApp } from "../support/provision-app.ts";
import { signedClient } from "../support/running-server.ts";
import { invite } from "./factor-pools.ts";
import { dialects } from "./mobile/dialect.ts";
import { openPhone } from "./mobile/phone.ts";
import { password } from "./mobile/pools.ts";
import { signIn } from "./mobile/sign-in.ts";

let server: InProcessServer;
let app: ProvisionedApp;
beforeAll(async () => {
  server = await startInProcessServer({ flags: ["--path-prefix", "/idp"] });
  app = await provisionApp(server.sdk, { pool: {} });
  await invite(server.sdk, app, { username: "ada", password });
});
afterAll(() => server.stop());

describe.each(["", "/", "/idp", "/idp/"])("the service at %j of a host", (path) => {
  it.each(dialects.filter(({ hasSecret, name }) => !hasSecret || name === "AWS SDK"))(
    "signs in for $name",
    async (dialect) => {
      const url = server.url + path;
      const sdk = signedClient(url, server.operatorKey);
      const phone = openPhone({ url, sdk }, app, { dialect, username: "ada" });
      expect((await signIn(phone, password)).name).toBe("DONE");
      const { AccessToken } = phone.tokens;
      expect(await sdk.send(new GetUserCommand({ AccessToken }))).toMatchObject({ Username: "ada" });
      sdk.destroy();
    },
  );

  it("takes operators' signatures over the path", async () => {
    const sdk = signedClient(server.url + path, server.operatorKey);
    const { UserPools } = await sdk.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(UserPools).toMatchObject([{ Id: app.userPoolId }]);
    sdk.destroy();
  });
});

it("tells where its keys are, at the root and under the path", async () => {
  for (const base of [server.url, `${server.url}/idp`]) {
    const answer = await fetch(`${base}/${app.userPoolId}/.well-known/jwks.json`);
    expect(await answer.json()).toMatchObject({ keys: [{ kty: "RSA" }, { kty: "RSA" }] });
  }
});
