import type { UserPoolClientDescription, UserPoolClientType } from "@poolhouse/protocol";
import type { ClientRecord } from "../../kernel/records.ts";
import type { Client } from "../operation.ts";

/** A client as Create-, Describe- and UpdateUserPoolClient answer it, secret included. */
export function describeClient({ record, secrets }: Pick<Client, "record" | "secrets">): UserPoolClientType {
  // The sessions are shown by GetUserPoolClientSessionConfiguration only.
  const { SessionConfiguration: _sessions, ...shown } = record.settings;
  return {
    ...summarizeClient(record),
    ClientSecret: secrets[0],
    ...shown,
    // Clients that register themselves (DCR) do not exist yet.
    ClientType: "REGULAR",
    CreationDate: record.createdAt / 1000,
    LastModifiedDate: record.modifiedAt / 1000,
  };
}

/** A client as ListUserPoolClients answers it. */
export function summarizeClient(record: ClientRecord): UserPoolClientDescription {
  return { UserPoolId: record.poolId, ClientId: record.id, ClientName: record.name };
}
