import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createImportPlace,
  importHeader,
  type Importer,
  importInto,
  importRow,
} from "../../../../../test/support/imports.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { Subject } from "../../../../../test/support/people.ts";
import { type App, signInWithSrp } from "../../../../../test/support/sign-in.ts";

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
describe("an imported password", () => {
  const ada: Pick<Subject, "username" | "password"> = { username: "ada", password: "pleaseletmein" };
  const hash =
    "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw";

  async function importAda(): Promise<void> {
    const job = await importer.create({ PasswordHashingAlgorithm: "SCRYPT" });
    await importer.put(
      job,
      [
        `${importHeader},cognito:password_hash`,
        `${importRow("ada")},${hash.replaceAll(",", "\\,")}`,
        `${importRow("grace")},${hash.replace("ln=14", "ln=30").replaceAll(",", "\\,")}`,
      ].join("\n"),
    );
    await importer.start(job);
    await importer.work();
    expect(await importer.logOf(job)).toEqual([
      {
        line: 3,
        outcome: "FAILED",
        reason: "The password hash would take too much time or memory to check.",
      },
    ]);
  }
  const signIn = (password: string) =>
    service.call("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: ada.username, PASSWORD: password },
    });
  const wrong = { type: "NotAuthorizedException", message: "Incorrect username or password." };

  test("lets its user in, first by the plain password, from then on by every flow", async () => {
    await importAda();
    expect((await userOf("ada")).UserStatus).toBe("CONFIRMED");
    await expect(signInWithSrp(service, app, ada)).rejects.toMatchObject(wrong);
    await expect(signIn("Pleaseletmein")).rejects.toMatchObject(wrong);
    expect((await signIn(ada.password)).AuthenticationResult?.AccessToken).toBeDefined();
    expect((await signInWithSrp(service, app, ada)).AuthenticationResult?.AccessToken).toBeDefined();
    const sub = (await userOf("ada")).UserAttributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
    expect(await service.store.imports.findPassword(UserPoolId, sub)).toBeUndefined();
  });

  test("is void once another one was set", async () => {
    await importAda();
    const Password = "Correct-Horse-9";
    await service.call("AdminSetUserPassword", { UserPoolId, Username: "ada", Password, Permanent: true });
    await expect(signIn(ada.password)).rejects.toMatchObject(wrong);
    expect((await signIn(Password)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("is not looked at after too many wrong ones", async () => {
    await importAda();
    for (let guess = 0; guess < 5; guess += 1)
      await expect(signIn(`guess ${guess}`)).rejects.toMatchObject(wrong);
    await expect(signIn(ada.password)).rejects.toMatchObject({ type: "NotAuthorizedException" });
    await expect(signInWithSrp(service, app, ada)).rejects.toMatchObject({ type: "NotAuthorizedException" });
  });

  test("may be one of bcrypt, which is checked beside answering", async () => {
    const hash = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";
    const file = [`${importHeader},cognito:password_hash`, `${importRow("ada")},${hash}`].join("\n");
    const job = await importer.run(file, { PasswordHashingAlgorithm: "BCRYPT" });
    expect(job).toMatchObject({ Status: "Succeeded", ImportedUsers: 1 });
    await expect(signIn("abd")).rejects.toMatchObject(wrong);
    expect((await signIn("abc")).AuthenticationResult?.AccessToken).toBeDefined();
  });
});
