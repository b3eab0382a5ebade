/** Cognito as a source: the AWS SDK finds credentials, signs, and waits where Cognito says that it was too much at once. */
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListGroupsCommand,
  ListIdentityProvidersCommand,
  ListResourceServersCommand,
  ListUserPoolClientsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Source } from "./step.ts";

/** All that is asked of a source; it is only read. */
const commands = {
  AdminGetUser: AdminGetUserCommand,
  DescribeIdentityProvider: DescribeIdentityProviderCommand,
  DescribeUserPool: DescribeUserPoolCommand,
  DescribeUserPoolClient: DescribeUserPoolClientCommand,
  GetUserPoolMfaConfig: GetUserPoolMfaConfigCommand,
  ListGroups: ListGroupsCommand,
  ListIdentityProviders: ListIdentityProvidersCommand,
  ListResourceServers: ListResourceServersCommand,
  ListUserPoolClients: ListUserPoolClientsCommand,
  ListUsers: ListUsersCommand,
  ListUsersInGroup: ListUsersInGroupCommand,
} as const;

/** Tries before a source that is busy counts as away; the pauses between them grow to twenty seconds. */
const tries = 10;

/**
 * A pool's home.
 *
 * @param endpoint where it answers, if it is not one of Amazon's.
 */
export function openCognito(region: string, endpoint: string | undefined): Source {
  const config: CognitoIdentityProviderClientConfig = {
    region,
    maxAttempts: tries,
    retryMode: "adaptive",
    ...(endpoint !== undefined && { endpoint }),
  };
  const client = new CognitoIdentityProviderClient(config);
  return {
    async ask<N extends OperationName>(
      operation: N,
      input: OperationInputs[N],
    ): Promise<OperationOutputs[N]> {
      if (!isAsked(operation)) throw new TypeError(`${operation} is not asked of a source`);
      // Inputs and answers are those of the protocol on both sides; the table pairs each name with its own command.
      const Command = commands[operation] as unknown as new (input: object) => DescribeUserPoolCommand;
      try {
        const { $metadata: _metadata, ...answer } = await client.send(new Command(input));
        return toWire(answer) as OperationOutputs[N];
      } catch (error) {
        throw wordSourceFault(operation, error);
      }
    },
  };
}

const isAsked = (name: OperationName): name is OperationName & keyof typeof commands =>
  Object.hasOwn(commands, name);

/** Instants are seconds on the wire. */
function toWire(value: unknown): unknown {
  // The SDK's own reading of an instant of the answer; the clock of this machine is not read.
  // oxlint-disable-next-line no-restricted-globals
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toWire(member)]));
}

function wordSourceFault(operation: string, error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error("something threw what is no error");
  const hint =
    name === "CredentialsProviderError"
      ? " Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
      : "";
  return new CommandError(
    `The pool to move cannot be read: ${operation} answered ${name}: ${message}${hint}`,
  );
}
