// Public sample definitions, written anew in the same shape, run as they are: nothing is changed for Poolhouse, not even the import.
import { afterEach, expect, it } from "vitest";
import { createProject, type Project } from "../support/sandbox-project.ts";
import { everything, minimal, optionalFactors, projectOf, workshop } from "../support/sample-definitions.ts";

let project: Project;

afterEach(() => project.remove());

async function deployOnce(files: Readonly<Record<string, string>>): Promise<Project["outputs"]> {
  project = createProject(files);
  project.write(
    ".poolhouse/secrets.json",
    JSON.stringify({
      GOOGLE_CLIENT_ID: { value: "id", version: 1 },
      GOOGLE_CLIENT_SECRET: { value: "secret", version: 1 },
    }),
  );
  const { code, err } = await project.run(["sandbox", "--once"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return project.outputs;
}

it("the smallest: e-mail addresses, and no second factor", async () => {
  const outputs = await deployOnce(projectOf(minimal));
  expect(outputs().auth).toMatchObject({
    username_attributes: ["email"],
    user_verification_types: ["email"],
    mfa_configuration: "NONE",
  });
});

it("a second factor for whoever wants one, by SMS or an app", async () => {
  const outputs = await deployOnce(projectOf(optionalFactors));
  expect(outputs().auth).toMatchObject({
    username_attributes: ["email", "phone_number"],
    standard_required_attributes: expect.arrayContaining(["email", "phone_number"]),
    mfa_configuration: "OPTIONAL",
    mfa_methods: expect.arrayContaining(["SMS", "TOTP"]),
  });
});

it("the workshop's: its own words in the e-mail, an app for everybody", async () => {
  const outputs = await deployOnce(projectOf(workshop));
  expect(outputs().auth).toMatchObject({ mfa_configuration: "REQUIRED", mfa_methods: ["TOTP"] });
});

it("everything at once, with a trigger, overrides and secrets", async () => {
  const outputs = await deployOnce(everything);
  expect(outputs().auth).toMatchObject({
    password_policy: { min_length: 10 },
    mfa_configuration: "OPTIONAL",
    passwordless: {
      email_otp_enabled: true,
      sms_otp_enabled: true,
      web_authn: { relying_party_id: "localhost", user_verification: "preferred" },
    },
    groups: [{ ADMINS: { precedence: 0 } }, { EDITORS: { precedence: 1 } }],
    oauth: { identity_providers: ["GOOGLE"] },
  });
});
