import { afterEach, beforeEach, expect, test } from "vitest";
import { createPlace } from "../../../test/support/people.ts";
import { createService, type Service } from "../../../test/support/service.ts";
import { signInWithSrp } from "../../../test/support/sign-in.ts";
import { findPasswordVerifier } from "./password-verifiers.ts";

let service: Service;
let other: Service;
beforeEach(async () => {
  [service, other] = await Promise.all([createService(), createService({ seed: "elsewhere" })]);
});
afterEach(() => Promise.all([service.close(), other.close()]));

test("a password goes to another installation with its user, and fits nobody else", async () => {
  const app = await createPlace(service);
  const ada = { username: "ada", password: "Correct-Horse-9" };
  const { poolId } = app;
  const named = { UserPoolId: poolId, Username: "ada" };
  const { User } = await service.call("AdminCreateUser", { ...named, MessageAction: "SUPPRESS" });
  const sub = User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
  await service.call("AdminSetUserPassword", { ...named, Password: ada.password, Permanent: true });
  const found = await findPasswordVerifier(service.world, { poolId, sub });
  const { salt = "", verifier = "", setAt = 0 } = found ?? {};
  await other.call("AdminImportUserPool", { UserPoolId: poolId, PoolName: "moved" });
  await other.call("AdminImportUserPoolClient", {
    UserPoolId: poolId,
    ClientId: app.clientId,
    ClientName: "app",
  });
  const PasswordVerifier = { Salt: salt, Verifier: verifier, SetDate: setAt / 1000 };
  const Users = [
    { Sub: sub, Username: "ada", PasswordVerifier },
    { Sub: "11111111-2222-4333-8444-555555555555", Username: "grace", PasswordVerifier },
    { Sub: "11111111-2222-4333-8444-666666666666", Username: "alan" },
  ];
  await other.call("AdminImportUsers", { UserPoolId: poolId, Users });
  expect((await signInWithSrp(other, app, ada)).AuthenticationResult).toBeDefined();
  await expect(signInWithSrp(other, app, { ...ada, username: "grace" })).rejects.toMatchObject({
    type: "NotAuthorizedException",
  });
  const nothing = { poolId, sub: "11111111-2222-4333-8444-666666666666" };
  expect(await findPasswordVerifier(other.world, nothing)).toBeUndefined();
  expect(await findPasswordVerifier(other.world, { poolId, sub: "nobody" })).toBeUndefined();
});
