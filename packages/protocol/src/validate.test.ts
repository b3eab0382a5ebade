import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "./json.ts";
import { operationOf, shapeOf } from "./model.ts";
import { operationNames, type OperationName } from "./operations.gen.ts";
import { checkInput, checkOutput } from "./validate.ts";

const clientId = "3n4b5urk1ft4fl3mg5e62d9ado";

function refusal(name: OperationName, value: JsonObject): { type: string; message: string } {
  const checked = checkInput(name, value);
  if (checked.ok) throw new Error("the input was accepted");
  return checked.error;
}
const refuse = (name: OperationName, value: JsonObject): string => refusal(name, value).message;
const failed = "failed to satisfy constraint: Member must";

describe("an input is worded as the service does when", () => {
  test("a pattern does not match", () => {
    expect(refusal("DescribeUserPool", { UserPoolId: "x" })).toEqual({
      type: "InvalidParameterException",
      message: `1 validation error detected: Value 'x' at 'userPoolId' ${failed} satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+`,
    });
  });

  test("there are several violations: those of present members come first", () => {
    expect(refuse("ForgotPassword", { Username: "" })).toBe(
      `2 validation errors detected: Value '' at 'username' ${failed} have length greater than or equal to 1; Value null at 'clientId' ${failed} not be null`,
    );
  });

  test("a text is too long, before its pattern is tried", () => {
    expect(refuse("DescribeUserPool", { UserPoolId: "!".repeat(56) })).toBe(
      `1 validation error detected: Value '${"!".repeat(56)}' at 'userPoolId' ${failed} have length less than or equal to 55`,
    );
  });

  test("a value is in no set, which is printed in the model's order", () => {
    expect(refuse("InitiateAuth", { ClientId: clientId, AuthFlow: "user_srp_auth" })).toBe(
      `1 validation error detected: Value 'user_srp_auth' at 'authFlow' ${failed} satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]`,
    );
  });

  test("a number is out of range", () => {
    expect(refuse("ListUserPools", { MaxResults: 61 })).toBe(
      `1 validation error detected: Value '61' at 'maxResults' ${failed} have value less than or equal to 60`,
    );
    expect(refuse("ListUserPools", { MaxResults: 0 })).toContain(
      `Value '0' at 'maxResults' ${failed} have value greater than or equal to 1`,
    );
  });

  test("the fault lies in a list: elements count from one", () => {
    const UserAttributes = [{ Name: "email", Value: "a@example.com" }, { Value: "x" }, null];
    expect(refuse("SignUp", { ClientId: clientId, Username: "alice", UserAttributes })).toBe(
      `2 validation errors detected: Value null at 'userAttributes.2.member.name' ${failed} not be null; Value null at 'userAttributes.3.member' ${failed} not be null`,
    );
  });

  test("a list is too short or too long", () => {
    const pool = { UserPoolId: "eu-west-1_Abc123XyZ" };
    expect(refuse("AddCustomAttributes", { ...pool, CustomAttributes: [] })).toContain(
      `Value '[]' at 'customAttributes' ${failed} have length greater than or equal to 1`,
    );
    const CallbackURLs = Array.from({ length: 101 }, () => "https://example.com");
    expect(refuse("UpdateUserPoolClient", { ...pool, ClientId: clientId, CallbackURLs })).toContain(
      `at 'callbackURLs' ${failed} have length less than or equal to 100`,
    );
  });

  test("the fault lies in a map: values are named by their key", () => {
    const terms = { TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE" };
    const input = { UserPoolId: "eu-west-1_Abc123XyZ", ClientId: clientId, ...terms };
    const message = refuse("CreateTerms", { ...input, Links: { "cognito:default": "ftp://x y" } });
    expect(message).toContain("at 'links.cognito:default.member'");
    expect(refuse("CreateTerms", { ...input, Links: { klingon: "https://x" } })).toContain(
      "Value 'klingon' at 'links.klingon.key'",
    );
    expect(refuse("CreateTerms", { ...input, Links: {} })).toContain(
      `Value '{}' at 'links' ${failed} have length greater than or equal to 1`,
    );
  });

  test("a schema has an unknown attribute type: a quirk without count or path", () => {
    expect(
      refuse("CreateUserPool", { PoolName: "p", Schema: [{ Name: "a", AttributeDataType: "Banana" }] }),
    ).toBe(
      "Validation error detected: Value 'Banana' failed to satisfy constraint: Member must satisfy enum value set: [Boolean, Number, String, DateTime]",
    );
  });

  test("there are more violations than anybody reads", () => {
    const UserAttributes = Array.from({ length: 50_000 }, () => ({}));
    const message = refuse("SignUp", { ClientId: clientId, Username: "alice", UserAttributes });
    expect(message.startsWith("50000 validation errors detected: ")).toBe(true);
    expect(message.split("; ")).toHaveLength(100);
  });
});

describe("secrets are not repeated:", () => {
  const secret = "top secret\n";
  const cases: [OperationName, JsonObject][] = [
    ["SignUp", { ClientId: clientId, Username: "alice", Password: secret }],
    ["SignUp", { ClientId: clientId, Username: "alice", SecretHash: secret }],
    ["ConfirmSignUp", { ClientId: clientId, Username: "alice", ConfirmationCode: secret }],
    ["VerifyUserAttribute", { AccessToken: secret, AttributeName: "email", Code: "123456" }],
    ["VerifySoftwareToken", { UserCode: secret }],
    ["RevokeToken", { Token: secret, ClientId: clientId }],
    ["GetClientToken", { ClientId: clientId, Secret: secret }],
    ["AssociateSoftwareToken", { Session: secret }],
  ];
  test.for(cases)("%s", ([name, input]) => {
    const message = refuse(name, input);
    expect(message).toContain("Value '***' at ");
    expect(message).not.toContain("top secret");
  });

  test("names are, a mistyped one is worth seeing", () => {
    expect(refuse("AdminGetUser", { UserPoolId: "eu-west-1_Abc123XyZ", Username: "a b" })).toContain(
      "Value 'a b' at 'username'",
    );
  });
});

describe("wrong types are one SerializationException, whatever else is wrong:", () => {
  const inputs: [OperationName, JsonObject][] = [
    ["InitiateAuth", { AuthFlow: 1, ClientId: "" }],
    ["InitiateAuth", { AuthFlow: "USER_SRP_AUTH", ClientId: clientId, AuthParameters: [] }],
    ["InitiateAuth", { AuthFlow: "USER_SRP_AUTH", ClientId: clientId, AuthParameters: { USERNAME: 1 } }],
    ["InitiateAuth", { AuthFlow: "USER_SRP_AUTH", ClientId: clientId, UserContextData: "x" }],
    ["SignUp", { ClientId: clientId, Username: "alice", UserAttributes: {} }],
    ["ListUserPools", { MaxResults: "10" }],
    ["ListUserPools", { MaxResults: 1.5 }],
    // An integer of the protocol has 32 bits.
    ["CreateGroup", { UserPoolId: "eu-west-1_Abc123XyZ", GroupName: "staff", Precedence: 2 ** 31 }],
    ["AdminCreateUser", { ForceAliasCreation: "true" }],
    ["SetUICustomization", { ImageFile: "not base64" }],
  ];
  test.for(inputs)("%s %j", ([name, input]) => {
    expect(refusal(name, input)).toEqual({
      type: "SerializationException",
      message: "Unexpected field type",
    });
  });
});

describe("an accepted input", () => {
  test("has only modelled members, and no null", () => {
    const AuthParameters = { USERNAME: "alice", DEVICE_KEY: null };
    const given = {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: clientId,
      ClientMetadata: null,
      AuthParameters,
      New: 1,
    };
    expect(checkInput("InitiateAuth", given)).toEqual({
      ok: true,
      input: { AuthFlow: "USER_SRP_AUTH", ClientId: clientId, AuthParameters: { USERNAME: "alice" } },
    });
  });

  test("shares nothing with what was given, and inherits nothing in maps", () => {
    const text = `{"AuthFlow":"USER_SRP_AUTH","ClientId":"${clientId}","__proto__":{"Session":"x"},"AuthParameters":{"__proto__":"p","toString":"t"}}`;
    // JSON.parse of an object's text gives an object.
    const checked = checkInput("InitiateAuth", JSON.parse(text) as JsonObject);
    const input = checked.ok ? checked.input : undefined;
    expect(input?.Session).toBeUndefined();
    expect(Object.entries(input?.AuthParameters ?? {})).toEqual([
      ["__proto__", "p"],
      ["toString", "t"],
    ]);
    expect(input?.AuthParameters?.["hasOwnProperty"]).toBeUndefined();
  });

  test("keeps an inline document as it is", () => {
    const Credential = { id: "x", response: { list: [1, null, { a: true }] } };
    const checked = checkInput("CompleteWebAuthnRegistration", { AccessToken: "a.b.c", Credential });
    expect(checked).toEqual({ ok: true, input: { AccessToken: "a.b.c", Credential } });
    expect(checked.ok && checked.input.Credential).not.toBe(Credential);
  });

  test("may be at the very edge of every limit", () => {
    const input = { UserPoolId: "eu-west-1_Abc123XyZ", Username: "ü".repeat(128) };
    expect(checkInput("AdminGetUser", input)).toEqual({ ok: true, input });
    expect(checkInput("ListUserPools", { MaxResults: 60 })).toEqual({ ok: true, input: { MaxResults: 60 } });
  });
});

describe("over all 140 operations", () => {
  const membersOf = (name: OperationName): [[string, string][], readonly string[]] => {
    const shape = shapeOf(operationOf(name).input);
    return shape.type === "structure" ? [Object.entries(shape.members), shape.required ?? []] : [[], []];
  };

  test("an empty input misses exactly the required members", () => {
    expect(operationNames).toHaveLength(140);
    for (const name of operationNames) {
      const [, required] = membersOf(name);
      const checked = checkInput(name, {});
      const missing = checked.ok ? [] : [...checked.error.message.matchAll(/Value null at '(\w+)'/g)];
      const lowered = required.map((member) => member.charAt(0).toLowerCase() + member.slice(1));
      expect(missing.map((match) => match[1])).toEqual(lowered);
    }
  });

  test("no JSON makes the check throw, and what passes passes again unchanged", () => {
    const anything = fc.jsonValue({ maxDepth: 3, stringUnit: "binary" });
    const inputs = fc.constantFrom(...operationNames).chain((name) => {
      const keys = fc.oneof(
        fc.constantFrom("__proto__", ...membersOf(name)[0].map(([member]) => member)),
        fc.string(),
      );
      return fc.tuple(fc.constant(name), fc.dictionary(keys, anything));
    });
    fc.assert(
      fc.property(inputs, ([name, value]) => {
        // fast-check's jsonValue makes JSON values.
        const checked = checkInput(name, value as JsonObject);
        // An input without undefined members is a JSON object.
        const again = checked.ok ? checkInput(name, checked.input as unknown as JsonObject) : checked;
        expect(again).toEqual(checked);
        const type = checked.ok ? "InvalidParameterException" : checked.error.type;
        expect(["SerializationException", "InvalidParameterException"]).toContain(type);
      }),
      { seed: 140, numRuns: 1000 },
    );
  });

  test("a wrong JSON type for any one member is a SerializationException", () => {
    const wrong = { string: 1, blob: "*", integer: 1.5, long: 1.5, boolean: "true", timestamp: "0" };
    const wrongOf: Record<string, JsonValue> = { ...wrong, list: {}, map: [], structure: [] };
    const swallowed: string[] = [];
    for (const name of operationNames)
      for (const [member, target] of membersOf(name)[0]) {
        const checked = checkInput(name, { [member]: wrongOf[shapeOf(target).type] ?? null });
        const refused = !checked.ok && checked.error.type === "SerializationException";
        if (!refused && target !== "Document") swallowed.push(`${name}.${member}`);
      }
    expect(swallowed).toEqual([]);
  });
});

describe("an answer", () => {
  test("that is as modelled has no problems", () => {
    expect(checkOutput("DeleteUser", undefined)).toEqual([]);
    expect(checkOutput("GlobalSignOut", {})).toEqual([]);
    expect(
      checkOutput("InitiateAuth", {
        AuthenticationResult: { AccessToken: "a.b.c", ExpiresIn: 3600, RefreshToken: undefined },
        ChallengeParameters: {},
      }),
    ).toEqual([]);
  });

  test("may hold attribute names longer than requests can name them, and only there", () => {
    const schema = (Name: string) => ({ UserPool: { SchemaAttributes: [{ Name }] } });
    expect(checkOutput("DescribeUserPool", schema("phone_number_verified"))).toEqual([]);
    expect(checkOutput("DescribeUserPool", schema("a b"))).toHaveLength(1);
    expect(checkOutput("DescribeUserPool", { UserPool: { Name: "a".repeat(129) } })).toHaveLength(1);
  });

  test("is found wanting in every way it can be wrong", () => {
    expect(checkOutput("DeleteUser", {})).toEqual(["DeleteUser answers with an empty body"]);
    expect(
      checkOutput("GetUser", { Username: "alice", UserAttributes: [{ Name: "sub", Extra: 1 }] }),
    ).toEqual(["GetUser.UserAttributes[0].Extra: unknown member"]);
    expect(checkOutput("GetUser", { Username: "alice" })).toEqual([
      `GetUser: 1 validation error detected: Value null at 'userAttributes' ${failed} not be null`,
    ]);
    expect(checkOutput("InitiateAuth", { Session: null })).toEqual(["InitiateAuth.Session: null"]);
    expect(checkOutput("InitiateAuth", { ChallengeParameters: { A: 1 } })).toEqual([
      "InitiateAuth: wrong type at 'challengeParameters.A.member'",
    ]);
    expect(checkOutput("InitiateAuth", undefined)).toEqual(["InitiateAuth: wrong type at ''"]);
  });
});
