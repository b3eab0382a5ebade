// An app that changes the library keeps its people signed in, and may have both on one page: what one of them keeps the other finds.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type InProcessServer, startInProcessServer } from "../../support/in-process-server.ts";
import { provisionPerson } from "../../support/provision-app.ts";
import { openPool, password } from "./journey.ts";
import { libraries, type Library, type Storage } from "./library.ts";

let server: InProcessServer;
const items = new Map<string, string>();
const storage: Storage = {
  setItem: async (key, value) => void items.set(key, value),
  getItem: async (key) => items.get(key) ?? null,
  removeItem: async (key) => void items.delete(key),
  clear: async () => items.clear(),
};

beforeAll(async () => {
  server = await startInProcessServer();
  const app = await openPool(server, "plain");
  await provisionPerson(server.sdk, app, {
    username: "ada",
    password,
    email: "ada@example.com",
    permanent: true,
  });
  const { userPoolId, clientId: userPoolClientId } = app;
  for (const library of libraries) {
    library.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } });
    library.useStorage(storage);
  }
});
afterAll(() => server.stop());

const [amplify, own] = libraries;

it.each([
  ["aws-amplify", "@poolhouse/auth", amplify, own],
  ["@poolhouse/auth", "aws-amplify", own, amplify],
] as const)(
  "whoever signed in with %s is signed in with %s, refreshed and signed out",
  async (...[, , one, other]) => {
    const run = (library: Library, name: Parameters<Library["run"]>[0], ...inputs: unknown[]): unknown =>
      library.run(name, inputs);
    await run(one, "signIn", { username: "ada", password });
    const user = { username: "ada", signInDetails: { loginId: "ada", authFlowType: "USER_SRP_AUTH" } };
    expect(await run(other, "getCurrentUser")).toMatchObject(user);
    await run(other, "fetchAuthSession", { forceRefresh: true });
    expect(await run(one, "fetchUserAttributes")).toMatchObject({ email: "ada@example.com" });
    await run(other, "signOut");
    expect(await run(one, "fetchAuthSession")).not.toHaveProperty("tokens.accessToken");
    expect([...items.keys()]).toEqual([]);
  },
);
