/** Looking after the webhooks that are told of changes. */
import type { EventWebhookType } from "@poolhouse/protocol";
import { choosePool } from "./choose.ts";
import type { Run } from "./command.ts";
import { confirm } from "./confirm.ts";
import { instantText } from "./instants.ts";
import { printAnswer, tableOf } from "./output.ts";
import { listAll } from "./pages.ts";
import { onServer } from "./pool-command.ts";

export const listWebhooks: Run = onServer(async (connection, given) => {
  const webhooks = await listAll({ connection, given, what: "webhooks" }, "ListEventWebhooks", {});
  const table = tableOf(webhooks, [
    { title: "ID", of: (webhook) => webhook.EventWebhookId },
    { title: "URL", of: (webhook) => webhook.Url },
    { title: "EVENTS", of: (webhook) => webhook.EventTypes?.join(" ") },
    { title: "POOL", of: (webhook) => webhook.UserPoolId },
    { title: "STATUS", of: describeStatus },
    { title: "DESCRIPTION", of: (webhook) => webhook.Description },
  ]);
  printAnswer(given, { EventWebhooks: webhooks }, table);
});

export const createWebhook: Run = onServer(async (connection, given) => {
  const [Url = ""] = given.words;
  const pool = given.text("pool");
  const Description = given.text("description");
  const events = given.texts("event");
  const answer = await connection.ask("CreateEventWebhook", {
    Url,
    EventTypes: events.length === 0 ? ["*"] : [...events],
    ...(Description !== undefined && { Description }),
    ...(pool !== undefined && { UserPoolId: await choosePool(connection, { ...given, words: [pool] }) }),
  });
  printAnswer(
    given,
    answer,
    `ID      ${answer.EventWebhook?.EventWebhookId ?? ""}\nSECRET  ${answer.Secret ?? ""}`,
  );
  if (!given.has("quiet")) console.error("The secret is shown this once.");
});

const setStatus = (Status: "ENABLED" | "DISABLED", words: string): Run =>
  onServer(async (connection, given) => {
    const [EventWebhookId = ""] = given.words;
    const answer = await connection.ask("UpdateEventWebhook", { EventWebhookId, Status });
    printAnswer(given, answer, `${EventWebhookId} is ${words}.`);
  });

export const enableWebhook: Run = setStatus("ENABLED", "on");
export const disableWebhook: Run = setStatus("DISABLED", "off");

export const deleteWebhook: Run = onServer(async (connection, given) => {
  const [EventWebhookId = ""] = given.words;
  await confirm(given, `Delete the webhook ${EventWebhookId}?`);
  await connection.ask("DeleteEventWebhook", { EventWebhookId });
  printAnswer(given, { EventWebhookId }, `${EventWebhookId} is deleted.`);
});

function describeStatus({ Status, FailingSince, LastFailure }: EventWebhookType): string {
  if (FailingSince === undefined) return Status === "ENABLED" ? "on" : "off";
  const since = `failing since ${instantText(FailingSince) ?? ""}: ${LastFailure ?? ""}`;
  return Status === "ENABLED" ? since : `off, ${since}`;
}
