/** Reading and checking the audit trail. */
import type { AuditEventType, AuditFindingType, ListAuditEventsRequest } from "@poolhouse/protocol";
import { choosePool } from "./choose.ts";
import { CommandError } from "./command-error.ts";
import type { Given, Run } from "./command.ts";
import { connect, type Connection } from "./connection.ts";
import { exitCodes } from "./exit-codes.ts";
import { instantText, withInstants } from "./instants.ts";
import { plainText, printAnswer, tableOf } from "./output.ts";
import { listAll, readLimit } from "./pages.ts";
import { onServer } from "./pool-command.ts";
import { createProgress } from "./progress.ts";

/** Changes that are asked for at once, and places that are checked at once. */
const pageSize = { export: 1000, verify: 5000 };

export const listAudit: Run = onServer(async (connection, given) => {
  const filter = await readFilter(connection, given);
  const reading = { connection, given, what: "changes", limit: readLimit(given) };
  const events = await listAll(reading, "ListAuditEvents", filter);
  const table = tableOf(events, [
    { title: "NUMBER", of: (event) => event.SequenceNumber },
    { title: "TIME", of: (event) => instantText(event.CreationDate) },
    { title: "EVENT", of: (event) => event.EventType },
    { title: "BY", of: (event) => `${event.ActorType ?? ""} ${event.Actor ?? ""}` },
    { title: "FROM", of: (event) => event.IpAddress },
    { title: "POOL", of: (event) => event.UserPoolId },
    { title: "USER", of: (event) => event.UserSub },
    { title: "DETAILS", of: describeDetails },
  ]);
  printAnswer(given, { AuditEvents: events }, table);
});

export const exportAudit: Run = onServer(async (connection, given) => {
  const filter = await readFilter(connection, given);
  const progress = createProgress("changes", given.has("quiet"));
  let written = 0;
  let NextToken: string | undefined;
  do {
    const page = { ...filter, MaxResults: pageSize.export, ...(NextToken !== undefined && { NextToken }) };
    const answer = await connection.ask("ListAuditEvents", page);
    const events = answer.AuditEvents ?? [];
    await write(events.map((event) => `${JSON.stringify(withInstants(event))}\n`).join(""));
    written += events.length;
    progress.report(written);
    ({ NextToken } = answer);
  } while (NextToken !== undefined);
  progress.end();
});

export const verifyAudit: Run = async (given) => {
  const connection = await connect(given);
  const progress = createProgress("changes", given.has("quiet"));
  const Checkpoint = given.text("checkpoint");
  const Findings: AuditFindingType[] = [];
  let CheckedEvents = 0;
  let next: string | undefined;
  let last: string | undefined;
  do {
    const answer = await connection.ask("VerifyAuditTrail", {
      MaxResults: pageSize.verify,
      ...(Checkpoint !== undefined && { Checkpoint }),
      ...(next !== undefined && { NextToken: next }),
    });
    Findings.push(...(answer.Findings ?? []));
    CheckedEvents += answer.CheckedEvents ?? 0;
    progress.report(CheckedEvents);
    next = answer.NextToken;
    last = answer.Checkpoint;
  } while (next !== undefined);
  progress.end();
  const lines = Findings.map(describeFinding);
  const verdict =
    lines.length === 0 ? `${CheckedEvents} changes are as they were written.` : "The audit trail is broken.";
  printAnswer(
    given,
    { CheckedEvents, Checkpoint: last, Findings },
    [...lines, verdict, ...(last === undefined ? [] : [`Checkpoint: ${last}`])].join("\n"),
  );
  return Findings.length === 0 ? exitCodes.done : exitCodes.failed;
};

async function readFilter(connection: Connection, given: Given): Promise<ListAuditEventsRequest> {
  const pool = given.text("pool");
  const UserPoolId = pool && (await choosePool(connection, { ...given, words: [pool] }));
  const filter = {
    UserPoolId,
    Username: given.text("user"),
    Actor: given.text("actor"),
    OperationName: given.text("operation"),
    EventType: given.text("event"),
    StartTime: readTime(given, "from"),
    EndTime: readTime(given, "until"),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** Seconds since the epoch. */
function readTime(given: Given, flag: string): number | undefined {
  const text = given.text(flag);
  if (text === undefined) return undefined;
  // A calendar is applied to what was typed; the clock of this machine is not read.
  // oxlint-disable-next-line no-restricted-globals
  const instant = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant))
    throw CommandError.usage(`--${flag} must be a time such as 2026-03-01T09:00:00Z.`);
  return instant / 1000;
}

/** What kinds of finding mean. */
const meanings: Readonly<Record<NonNullable<AuditFindingType["Kind"]>, string>> = {
  ALTERED: "was altered, or not written by this server",
  CUT_OFF: "is not the end that the checkpoint names: what followed, or the change itself, is gone",
  FORGED: "waits for its place but was not written by this server",
  MISPLACED: "is not in the place it was given, or the one before it was replaced",
  MISSING: "is missing",
};

function describeFinding({ Kind, SequenceNumber, EventId }: AuditFindingType): string {
  const what =
    SequenceNumber === undefined ? `Change ${plainText(EventId ?? "")}` : `Change ${SequenceNumber}`;
  return `${what} ${Kind === undefined ? "is wrong" : meanings[Kind]}.`;
}

/** The request in one line: what had a value that may be told, or else which members it had. */
function describeDetails({ Details = "{}" }: AuditEventType): string {
  const details: unknown = JSON.parse(Details);
  const isTold = typeof details === "object" && details !== null && "request" in details;
  return JSON.stringify(isTold ? details.request : details);
}

/** Resolves when the pipe has taken it, so that a slow reader does not fill the memory. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
