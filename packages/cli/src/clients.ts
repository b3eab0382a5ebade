/** Looking after the app clients of a pool. A client's secret is shown once, when it is made. */
import type { CreateUserPoolClientRequest, UserPoolClientType } from "@poolhouse/protocol";
import { confirm } from "./confirm.ts";
import type { Given, Run } from "./command.ts";
import { instantText } from "./instants.ts";
import { factsOf, printAnswer, tableOf } from "./output.ts";
import { listAll } from "./pages.ts";
import { onClient, onPool } from "./pool-command.ts";
import { readSettings } from "./read-input.ts";

export const listClients: Run = onPool(async ({ connection, given, pool }) => {
  const clients = await listAll({ connection, given, what: "app clients" }, "ListUserPoolClients", pool);
  const table = tableOf(clients, [
    { title: "ID", of: (client) => client.ClientId },
    { title: "NAME", of: (client) => client.ClientName },
  ]);
  printAnswer(given, { UserPoolClients: clients }, table);
});

export const showClient: Run = onClient(async ({ connection, given, client }) => {
  const { UserPoolClient = {} } = await connection.ask("DescribeUserPoolClient", client);
  const { ClientSecret, ...shown } = UserPoolClient;
  const hasSecret = ClientSecret !== undefined;
  printAnswer(
    given,
    { UserPoolClient: { ...shown, HasSecret: hasSecret } },
    describeClient(shown, hasSecret),
  );
});

export const createClient: Run = onPool(async ({ connection, given, pool, words }) => {
  const [ClientName = ""] = words;
  // The server checks what the file says.
  const input = { ...kind, ...(await readSettings(given)), ...readClientFlags(given), ...pool, ClientName };
  const { UserPoolClient = {} } = await connection.ask("CreateUserPoolClient", input);
  const { ClientId = "", ClientSecret } = UserPoolClient;
  printAnswer(
    given,
    { UserPoolClient },
    ClientSecret === undefined ? ClientId : `${ClientId}\n${ClientSecret}`,
  );
  if (ClientSecret !== undefined) console.error("The second line is the secret; it is shown this once.");
});

export const deleteClient: Run = onClient(async ({ connection, given, client }) => {
  const { UserPoolClient = {} } = await connection.ask("DescribeUserPoolClient", client);
  await confirm(given, `Delete the app client ${UserPoolClient.ClientName ?? ""} (${client.ClientId})?`);
  await connection.ask("DeleteUserPoolClient", client);
  printAnswer(given, client, `${client.ClientId} is deleted.`);
});

/** What a new client is unless its settings say otherwise: it does not tell strangers who has an account. */
const kind = { PreventUserExistenceErrors: "ENABLED" } as const;

/** The flows of `--flows`; the server says which there are. */
function readClientFlags(given: Given): Partial<CreateUserPoolClientRequest> {
  const flows = given.text("flows")?.split(",") as CreateUserPoolClientRequest["ExplicitAuthFlows"];
  return {
    ...(flows && { ExplicitAuthFlows: flows }),
    ...(given.has("secret") && { GenerateSecret: true }),
  };
}

function describeClient(client: UserPoolClientType, hasSecret: boolean): string {
  return factsOf({
    Id: client.ClientId,
    Name: client.ClientName,
    "Has a secret": hasSecret,
    Flows: client.ExplicitAuthFlows?.join(", "),
    "Callback URLs": client.CallbackURLs?.join(", "),
    Created: instantText(client.CreationDate),
    Changed: instantText(client.LastModifiedDate),
  });
}
