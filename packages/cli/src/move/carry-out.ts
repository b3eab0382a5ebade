/** Carries steps out on a server. What is there already stays as it is, so that a move can be begun again at any time. */
import type { ImportedUserType, OperationInputs, OperationOutputs } from "@poolhouse/protocol";
import type { Connection } from "../connection.ts";
import { Refusal } from "../refusal.ts";
import { readIdentities } from "./describe-steps.ts";
import type { Kind, Outcome, Report } from "./report.ts";
import { mostUsers, type Step } from "./step.ts";

/** Where steps lead. */
export interface Target {
  readonly connection: Connection;
  readonly report: Report;
  /** Only look what would happen. */
  readonly isDry: boolean;
  /** Hears how many users were dealt with. */
  readonly progress: (users: number) => void;
}

/**
 * Carries all steps out, users sixty at a time. What one step is refused does not keep the others from being carried out; without
 * its pool nothing can be.
 */
export async function carryOut(target: Target, steps: AsyncIterable<Step>): Promise<void> {
  const users = new Users(target);
  for await (const step of steps) {
    if (step.operation === "AdminImportUsers") await users.add(step.input);
    else {
      await users.flush();
      await carryOutOne(target, step);
    }
  }
  await users.flush();
}

/** Users wait here until a request is full. */
class Users {
  readonly #target: Target;
  #poolId = "";
  #waiting: ImportedUserType[] = [];
  #done = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  async add({ UserPoolId, Users: users }: OperationInputs["AdminImportUsers"]): Promise<void> {
    if (UserPoolId !== this.#poolId) await this.flush();
    this.#poolId = UserPoolId;
    this.#waiting.push(...users);
    while (this.#waiting.length >= mostUsers) await this.#send(this.#waiting.splice(0, mostUsers));
  }

  async flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0));
  }

  async #send(users: ImportedUserType[]): Promise<void> {
    const { connection, report, isDry, progress } = this.#target;
    this.#done += users.length;
    progress(this.#done);
    if (isDry) return report.countUnseen(users.length);
    const input = { UserPoolId: this.#poolId, Users: users };
    const { Results = [] } = await connection.ask("AdminImportUsers", input);
    for (const [at, { Username, Outcome: outcome, Reason = "" }] of Results.entries()) {
      // The answers have the order of the users; who is named with a group has come before.
      const kind = users[at]?.Groups === undefined ? "users" : "memberships";
      if (outcome === "REFUSED") report.refuse(kind, { what: `user ${Username}`, why: Reason });
      else report.add(kind, outcome === "PRESENT" ? "present" : "made");
    }
  }
}

type OneStep = Exclude<Step, { operation: "AdminImportUsers" }>;

async function carryOutOne({ connection, report, isDry }: Target, step: OneStep): Promise<void> {
  if (step.operation === "SetUserPoolMfaConfig")
    return isDry ? undefined : setFactors(connection, report, step.input);
  const { kind, what, isThere: look } = describeStep(connection, step);
  const isThere = await look();
  if (!isThere && !isDry) {
    try {
      await connection.ask<typeof step.operation>(step.operation, step.input);
    } catch (error) {
      if (!(error instanceof Refusal) || error.type === undefined || kind === "pools") throw error;
      return report.refuse(kind, { what, why: error.message });
    }
  }
  const outcome: Outcome = isThere ? "present" : "made";
  report.add(kind, outcome);
}

/** A pool whose factors somebody has set here meanwhile keeps them. */
async function setFactors(
  connection: Connection,
  report: Report,
  input: OperationInputs["SetUserPoolMfaConfig"],
): Promise<void> {
  const { UserPoolId } = input;
  const present = await connection.ask("GetUserPoolMfaConfig", { UserPoolId });
  if ((present.MfaConfiguration ?? "OFF") !== "OFF") return;
  try {
    await connection.ask("SetUserPoolMfaConfig", input);
  } catch (error) {
    if (!(error instanceof Refusal) || error.type === undefined) throw error;
    report.refuse("pools", { what: "second factors of the pool", why: error.message });
  }
}

interface Described {
  readonly kind: Kind;
  readonly what: string;
  readonly isThere: () => Promise<boolean>;
}

function describeStep(
  connection: Connection,
  step: Exclude<OneStep, { operation: "SetUserPoolMfaConfig" }>,
): Described {
  switch (step.operation) {
    case "AdminImportUserPool": {
      const { UserPoolId } = step.input;
      return {
        kind: "pools",
        what: `user pool ${UserPoolId}`,
        isThere: () => exists(connection.ask("DescribeUserPool", { UserPoolId })),
      };
    }
    case "CreateResourceServer": {
      const { UserPoolId, Identifier } = step.input;
      return {
        kind: "resource servers",
        what: `resource server ${Identifier}`,
        isThere: () => exists(connection.ask("DescribeResourceServer", { UserPoolId, Identifier })),
      };
    }
    case "CreateIdentityProvider": {
      const { UserPoolId, ProviderName } = step.input;
      return {
        kind: "identity providers",
        what: `identity provider ${ProviderName}`,
        isThere: () => exists(connection.ask("DescribeIdentityProvider", { UserPoolId, ProviderName })),
      };
    }
    case "AdminImportUserPoolClient": {
      const { UserPoolId, ClientId, ClientName } = step.input;
      return {
        kind: "clients",
        what: `app client ${ClientName}`,
        isThere: () => exists(connection.ask("DescribeUserPoolClient", { UserPoolId, ClientId })),
      };
    }
    case "AdminLinkProviderForUser": {
      const { SourceUser, DestinationUser } = step.input;
      return {
        kind: "links",
        what: `link of ${DestinationUser.ProviderAttributeValue} with ${SourceUser.ProviderName}`,
        isThere: () => isLinked(connection, step.input),
      };
    }
    case "CreateGroup": {
      const { UserPoolId, GroupName } = step.input;
      return {
        kind: "groups",
        what: `group ${GroupName}`,
        isThere: () => exists(connection.ask("GetGroup", { UserPoolId, GroupName })),
      };
    }
  }
}

/** Whether what is asked about is there. */
async function exists(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.type?.endsWith("NotFoundException") === true) return false;
    throw error;
  }
}

/** Whether the user has this link already, as the attribute that tells of it says. */
async function isLinked(
  connection: Connection,
  { UserPoolId, SourceUser, DestinationUser }: OperationInputs["AdminLinkProviderForUser"],
): Promise<boolean> {
  const Username = DestinationUser.ProviderAttributeValue ?? "";
  let answer: OperationOutputs["AdminGetUser"];
  try {
    answer = await connection.ask("AdminGetUser", { UserPoolId, Username });
  } catch (error) {
    if (error instanceof Refusal && error.type?.endsWith("NotFoundException") === true) return false;
    throw error;
  }
  const text = answer.UserAttributes?.find(({ Name }) => Name === "identities")?.Value ?? "[]";
  return readIdentities(text).some(
    ({ providerName, userId }) =>
      providerName === SourceUser.ProviderName && userId === SourceUser.ProviderAttributeValue,
  );
}
