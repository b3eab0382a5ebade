import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAmplifyContext } from "../context.ts";
import { fetchAuthSession } from "../tokens/session.ts";
import { CookieStorage } from "./cookie-storage.ts";

/** A page's cookies, as a browser keeps them: name → the text that set it. */
let jar: Map<string, string>;

beforeEach(() => {
  jar = new Map();
  vi.stubGlobal("document", {
    get cookie() {
      return [...jar.values()].map((text) => text.split(";")[0]).join("; ");
    },
    set cookie(text: string) {
      const name = text.slice(0, text.indexOf("="));
      if (text.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, text);
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

it("what is kept in a cookie is found there again, whatever its characters", async () => {
  const storage = new CookieStorage();
  await storage.setItem("a (b)=é;ada@example.com", 'x=1; y,z"%é');
  expect(await storage.getItem("a (b)=é;ada@example.com")).toBe('x=1; y,z"%é');
  expect(await new CookieStorage().getItem("other")).toBeNull();
});

it("a name of letters, dots and an address is written as other libraries write it", async () => {
  await new CookieStorage().setItem("p.c1.ada+1@example.com.idToken", "a.b.c");
  expect([...jar.values()]).toEqual([
    "p.c1.ada+1%40example.com.idToken=a.b.c; Path=/; Max-Age=31536000; Secure",
  ]);
});

it("cookies say what the storage was told", async () => {
  const told = {
    domain: "example.com",
    path: "/app",
    expires: 2,
    secure: false,
    sameSite: "strict",
  } as const;
  await new CookieStorage(told).setItem("a", "1");
  expect(jar.get("a")).toBe("a=1; Path=/app; Domain=example.com; Max-Age=172800; SameSite=strict");
});

it("removing one leaves the others, and clearing leaves none", async () => {
  const storage = new CookieStorage({ expires: new Date(4e12) });
  for (const name of ["a", "b", "c"]) await storage.setItem(name, name);
  await storage.removeItem("b");
  expect(await storage.getItem("b")).toBeNull();
  expect(await storage.getItem("c")).toBe("c");
  await storage.clear();
  expect(jar.size).toBe(0);
});

it("settings that no browser would take are refused when they are made", () => {
  // What a caller without types could write.
  const unknown = { sameSite: "some" as "lax" };
  expect(() => new CookieStorage(unknown)).toThrow("sameSite is");
  expect(() => new CookieStorage({ sameSite: "none", secure: false })).toThrow("must be secure");
  expect(() => new CookieStorage({ sameSite: "none" })).not.toThrow();
});

it("an app that is also rendered on a server keeps its tokens in cookies", async () => {
  const Cognito = { userPoolId: "eu-west-1_a", userPoolClientId: "c1" };
  const context = createAmplifyContext({ Auth: { Cognito } }, { ssr: true });
  // A token of nobody, that is good for long.
  const claims = Buffer.from(JSON.stringify({ sub: "s1", exp: 4e9 })).toString("base64url");
  const storage = new CookieStorage();
  await storage.setItem("CognitoIdentityServiceProvider.c1.LastAuthUser", "ada");
  await storage.setItem("CognitoIdentityServiceProvider.c1.ada.accessToken", `e30.${claims}.e30`);
  expect(await fetchAuthSession(context)).toMatchObject({ userSub: "s1" });
});

it("where there is no page nothing is kept, so that no request sees another's", async () => {
  vi.unstubAllGlobals();
  const storage = new CookieStorage();
  await storage.setItem("a", "1");
  expect(await storage.getItem("a")).toBeNull();
});
