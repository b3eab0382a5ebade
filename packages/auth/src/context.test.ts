import { expect, test } from "vitest";
import { changeLibrary, configureDefault, findDefaultContext } from "./context.ts";
import { MemoryStorage } from "./storage/storage.ts";

test("headers that are told later leave the storage that was told before where it is", async () => {
  const Cognito = { userPoolId: "eu-west-1_abcDEF123", userPoolClientId: "client" };
  const storage = new MemoryStorage();
  changeLibrary({ storage });
  configureDefault({ Auth: { Cognito } }, { Auth: { headers: () => ({ "x-app": "web" }) } });
  const context = findDefaultContext();
  await context?.tokens.lasting.saveDevice("ada", {
    deviceKey: "k",
    deviceGroupKey: "g",
    randomPassword: "p",
  });
  expect(await storage.getItem("CognitoIdentityServiceProvider.client.ada.deviceKey")).toBe("k");
  expect(await context?.options.headers?.()).toEqual({ "x-app": "web" });
});
