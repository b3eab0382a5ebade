import {
  incorrectUsernameOrPassword,
  invalidParameter,
  missingParameter,
  notAuthorized,
} from "../../../kernel/errors.ts";
import { type Attributes, checkAttributes, missingAttributes } from "../../attributes.ts";
import { checkPassword } from "../../password-policy.ts";
import { recordPassword } from "../../password-record.ts";
import { aliasAttributes, foldName, usernameAttributes } from "../../sign-in-names.ts";
import type { Challenge, CheckInput, Checked, Effect, SignInFacts } from "../facts.ts";

const prefix = "userAttributes.";

/** NEW_PASSWORD_REQUIRED: an own password in place of a temporary one, with the attributes that are still missing. */
export const newPasswordRequired: Challenge = {
  issue(facts) {
    const missing = missingAttributes(facts.pool.settings, facts.user.attributes).map(
      (name) => prefix + name,
    );
    return {
      parameters: {
        USER_ID_FOR_SRP: facts.user.username,
        requiredAttributes: JSON.stringify(missing),
        userAttributes: JSON.stringify(facts.user.attributes),
      },
    };
  },
  check,
};

async function check({ facts, tools, responses }: CheckInput): Promise<Checked> {
  const { user, pool, now } = facts;
  const password = responses["NEW_PASSWORD"];
  if (!password) throw missingParameter("NEW_PASSWORD");
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    return { passed: false, error: incorrectUsernameOrPassword("password_not_temporary"), endsSession: true };
  }
  checkPassword(pool.settings, password, "does not conform to");
  const given = readAttributes(facts, responses);
  const changes = {
    password: await recordPassword(tools, { user, password, now }),
    status: "CONFIRMED" as const,
    attributes: { ...user.attributes, ...given },
  };
  return {
    passed: true,
    proof: "new-password",
    effects: [{ kind: "change-user", changes, expectedVersion: user.version }, ...namesOf(facts, given)],
    user: { ...user, ...changes, version: user.version + 1 },
  };
}

/** The attributes of the answer; nothing that has a value may be given another, and nothing required may stay missing. */
function readAttributes(facts: SignInFacts, responses: Readonly<Record<string, string>>): Attributes {
  const { settings } = facts.pool;
  const list = Object.entries(responses)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, Value]) => ({ Name: key.slice(prefix.length), Value }));
  const given = checkAttributes(settings, { list, client: facts.client.settings });
  const provided = Object.keys(given).find((name) => Boolean(facts.user.attributes[name]));
  if (provided !== undefined) {
    throw notAuthorized(`Cannot modify an already provided ${provided}`, "attribute_already_provided");
  }
  const [missing] = missingAttributes(settings, { ...facts.user.attributes, ...given });
  if (missing === undefined) return given;
  throw invalidParameter(`Invalid attributes given, ${missing} is missing`, "attribute_missing");
}

/** The attributes given now that are sign-in names at once. */
function namesOf(facts: SignInFacts, given: Attributes): Effect[] {
  const { settings } = facts.pool;
  const kinds = [
    ...usernameAttributes(settings),
    ...aliasAttributes(settings).filter((kind) => kind === "preferred_username"),
  ];
  return kinds.flatMap((kind) => {
    const value = given[kind];
    return value ? [{ kind: "claim-name" as const, name: { kind, key: foldName(settings, value) } }] : [];
  });
}
