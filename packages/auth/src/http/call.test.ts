import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { resetPassword } from "../account/password.ts";
import { createAmplifyContext } from "../context.ts";

afterEach(() => vi.unstubAllGlobals());

test("requests name the version that the manifest states", async () => {
  // Our own manifest, which has a version.
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  let agent: string | null = null;
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => {
    agent = new Headers(init.headers).get("x-amz-user-agent");
    return Promise.resolve(Response.json({}));
  });
  const Cognito = { userPoolId: "eu-west-1_abcDEF123", userPoolClientId: "client" };
  await resetPassword(createAmplifyContext({ Auth: { Cognito } }), { username: "ada" });
  expect(agent).toBe(`poolhouse-auth/${version} auth/28 framework/0`);
});

test.each(["SessionTimeoutException", "DeviceLimitExceededException", "TooManyRequestsExceptions"])(
  "a refusal that only sounds like one that passes is not asked about again: %s",
  async (__type) => {
    let asked = 0;
    vi.stubGlobal("fetch", () => {
      asked += 1;
      return Promise.resolve(Response.json({ __type, message: "No." }, { status: 400 }));
    });
    const Cognito = { userPoolId: "eu-west-1_abcDEF123", userPoolClientId: "client" };
    const asking = resetPassword(createAmplifyContext({ Auth: { Cognito } }), { username: "ada" });
    await expect(asking).rejects.toMatchObject({ name: __type });
    expect(asked).toBe(1);
  },
);
