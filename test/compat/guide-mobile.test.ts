// The page about phones says what the clients can read: its blocks are held against what they make of an address.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { endpoints } from "../../tools/platforms/notes.ts";

const page = readFileSync("docs/guide/mobile.md", "utf8");

interface Blocks {
  "issuer-url"?: string;
  auth?: {
    user_pool_endpoint?: string;
    plugins?: { awsCognitoAuthPlugin: { CognitoUserPool: { Default: Record<string, string> } } };
  };
}

// Examples of configuration files; each test looks for the members that it needs.
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = ""]) => JSON.parse(text) as Blocks,
);

describe("the guide to apps on phones", () => {
  it("shows one server to all of them", () => {
    const issuer = blocks.find((block) => block["issuer-url"] !== undefined)?.["issuer-url"];
    const flutter = blocks.find((block) => block.auth?.user_pool_endpoint)?.auth?.user_pool_endpoint;
    const phone = blocks.find((block) => block.auth?.plugins)?.auth?.plugins?.awsCognitoAuthPlugin;
    const host = phone?.CognitoUserPool.Default["Endpoint"];
    expect(flutter).toBe(issuer);
    expect(`https://${host}`).toBe(issuer);
    expect(page).toContain(`userPoolEndpoint = "${issuer}"`);
  });

  it("gives Android and Swift a host and nothing else", () => {
    const phone = blocks.find((block) => block.auth?.plugins)?.auth?.plugins?.awsCognitoAuthPlugin;
    const { Endpoint: host = "", ...rest } = phone?.CognitoUserPool.Default ?? {};
    expect(host).toMatch(/^[\w.-]+$/);
    expect(new URL(`https://${host}`).host).toBe(host);
    expect(Object.keys(rest)).toEqual(["PoolId", "AppClientId", "Region"]);
  });

  it("agrees with the reference about http, ports and paths", () => {
    const rowOf = (client: string) => endpoints.find((endpoint) => endpoint.client.includes(client));
    for (const [line, client] of [
      ["React Native", "aws-amplify"],
      ["Flutter", "Flutter"],
      ["Android, Swift", "Android"],
      ["AWS SDKs", "AWS SDKs"],
    ] as const) {
      const told = new RegExp(String.raw`^\| ${line}[^|]*\|[^|]*\| (\w+) +\| (\w+) +\| (\w+) +\|$`, "m");
      const { http, port, path } = rowOf(client) ?? {};
      expect(told.exec(page)?.slice(1), line).toEqual([http, port, path]);
    }
  });
});
