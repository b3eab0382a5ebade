import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addPerson, createPlace, outcomeOf, type Subject } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
let UserPoolId: string;
let ClientId: string;
let first: string;
let ada: Subject;
beforeEach(async () => {
  service = await createService();
  UserPoolId = (await createPlace(service)).poolId;
  ada = await addPerson(service, { poolId: UserPoolId }, "ada");
  const made = await service.call("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "web",
    GenerateSecret: true,
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  });
  ClientId = made.UserPoolClient?.ClientId ?? "";
  first = made.UserPoolClient?.ClientSecret ?? "";
  service.clock.advance(1);
});
afterEach(() => service.close());

const signInWith = (secret: string): Promise<string> =>
  outcomeOf(
    service.call("InitiateAuth", {
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: {
        USERNAME: ada.username,
        PASSWORD: ada.password,
        SECRET_HASH: createHmac("sha256", secret).update(`${ada.username}${ClientId}`).digest("base64"),
      },
    }),
  );

const add = (ClientSecret?: string): Promise<{ ClientSecretId: string; value: string }> =>
  service
    .call("AddUserPoolClientSecret", { UserPoolId, ClientId, ClientSecret })
    .then(({ ClientSecretDescriptor: made }) => ({
      ClientSecretId: made?.ClientSecretId ?? "",
      value: made?.ClientSecretValue ?? "",
    }));

const list = async (): Promise<unknown[]> =>
  (await service.call("ListUserPoolClientSecrets", { UserPoolId, ClientId })).ClientSecrets ?? [];

describe("the secrets of an app client", () => {
  test("take each other's place without a gap", async () => {
    const second = await add();
    expect(second.value).toMatch(/^[a-z0-9]{51}$/);
    expect(await signInWith(first)).toBe("tokens");
    expect(await signInWith(second.value)).toBe("tokens");
    const [{ ClientSecretId }] = (await list()) as [{ ClientSecretId: string }];
    await service.call("DeleteUserPoolClientSecret", { UserPoolId, ClientId, ClientSecretId });
    expect(await signInWith(first)).toContain("Unable to verify secret hash");
    expect(await signInWith(second.value)).toBe("tokens");
  });

  test("may be brought along, and are listed without their values", async () => {
    const given = "a-secret-of-our-own".replaceAll("-", "_").padEnd(24, "x");
    expect((await add(given)).value).toBe(given);
    expect(await list()).toEqual([
      {
        ClientSecretId: `${ClientId}--${service.clock.now() - 1}`,
        ClientSecretCreateDate: expect.any(Number),
      },
      { ClientSecretId: `${ClientId}--${service.clock.now()}`, ClientSecretCreateDate: expect.any(Number) },
    ]);
  });

  test("are two at most, also when they are added at once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => outcomeOf(add())));
    expect(answers.filter((answer) => answer.startsWith("LimitExceededException"))).toHaveLength(2);
    expect(await list()).toHaveLength(2);
  });

  test("are one at least", async () => {
    const ClientSecretId = `${ClientId}--${service.clock.now() - 1}`;
    const remove = service.call("DeleteUserPoolClientSecret", { UserPoolId, ClientId, ClientSecretId });
    await expect(remove).rejects.toMatchObject({ type: "InvalidParameterException" });
    expect(await signInWith(first)).toBe("tokens");
  });

  test("are not of other clients, nor of public ones", async () => {
    const ClientSecretId = `${ClientId}--1`;
    const unknown = service.call("DeleteUserPoolClientSecret", { UserPoolId, ClientId, ClientSecretId });
    await expect(unknown).rejects.toMatchObject({ type: "ResourceNotFoundException" });
    const open = await service.call("CreateUserPoolClient", { UserPoolId, ClientName: "spa" });
    ClientId = open.UserPoolClient?.ClientId ?? "";
    await expect(add()).rejects.toMatchObject({ type: "InvalidParameterException" });
    expect(await list()).toEqual([]);
    UserPoolId = (await createPlace(service)).poolId;
    await expect(list()).rejects.toMatchObject({ type: "ResourceNotFoundException" });
  });
});
