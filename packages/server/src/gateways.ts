/**
 * The gateways that messages leave by, as the configuration names them. Each is loaded only where it is used, because a start
 * should be quick.
 */
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./kernel/clock.ts";
import type { Log } from "./kernel/log.ts";
import type { MessageLimits } from "./kernel/message-limits.ts";
import { randomUuid, systemRandom } from "./kernel/random.ts";
import type { Sender } from "./ports/sender.ts";
import { guardSender } from "./senders/circuit.ts";
import { openEmailGateway } from "./senders/email-gateway.ts";
import { createMailbox, type Mailbox } from "./senders/mailbox.ts";
import { openSmsGateway } from "./senders/sms-gateway.ts";

/** All of them, open. */
export interface Gateways {
  readonly senders: readonly Sender[];
  /** Absent where messages do not leave the house. */
  readonly limits: MessageLimits | undefined;
  readonly mailbox: Mailbox | undefined;
  close(): void;
}

/** A mailbox keeps everything; without one, e-mails and text messages go by their gateways, if there are any. */
export async function openGateways(config: Config, clock: Clock): Promise<Gateways> {
  if (config.mailbox) {
    const mailbox = createMailbox();
    return { senders: [mailbox], limits: undefined, mailbox, close: () => undefined };
  }
  const senders: Sender[] = [];
  const { email, sms } = config;
  if (email !== undefined) senders.push(await openFor("e-mail", () => openEmailGateway(email, clock)));
  if (sms !== undefined) senders.push(await openFor("SMS", () => openSmsGateway(sms.gateway, clock)));
  return {
    senders: senders.map((sender) => guardSender(sender, clock)),
    limits: { sms: config.sms?.limits },
    mailbox: undefined,
    close: () => senders.forEach((sender) => sender.close?.()),
  };
}

async function openFor(what: string, open: () => Promise<Sender>): Promise<Sender> {
  try {
    return await open();
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : `The ${what} gateway cannot be opened.`);
  }
}

/** A gateway without a list of countries looks as if it worked. */
export function warnOfNoCountries({ mailbox, sms }: Config, log: Log): void {
  if (mailbox || sms === undefined || sms.limits.countries.length > 0) return;
  log.notice("Text messages go nowhere until --sms-countries says where they may go.");
}

/** Whether one gateway would take messages. */
export interface GatewayCheck {
  readonly channels: Sender["channels"];
  /** What is wrong, without secrets; undefined if nothing is. */
  readonly failure: string | undefined;
}

/**
 * Asks every gateway whether it takes our credentials. Nothing is sent, but for a webhook, which gets a request of type
 * `check`.
 *
 * @throws ConfigError if a gateway cannot even be opened.
 */
export async function checkGateways(config: Config, clock: Clock = systemClock): Promise<GatewayCheck[]> {
  const gateways = await openGateways(config, clock);
  try {
    return await Promise.all(gateways.senders.map(checkSender));
  } finally {
    gateways.close();
  }
}

/**
 * Sends one message that says that it is a test, past outbox and limits.
 *
 * @param to an e-mail address, or a phone number with its `+`.
 * @throws ConfigError if no gateway carries such messages; the gateway's own error if it does not take this one.
 */
export async function sendTestMessage(config: Config, to: string, clock: Clock = systemClock): Promise<void> {
  const channel = to.includes("@") ? "EMAIL" : "SMS";
  const gateways = await openGateways(config, clock);
  try {
    const sender = gateways.senders.find(({ channels }) => channels.includes(channel));
    if (sender === undefined || gateways.mailbox !== undefined)
      throw new ConfigError(channel === "EMAIL" ? "No --email-url is set." : "No --sms-url is set.");
    await sender.send({
      id: randomUuid(systemRandom),
      poolId: "",
      channel,
      to,
      ...(channel === "EMAIL" && { subject: "A test message of Poolhouse" }),
      body: "Somebody asked this installation of Poolhouse for a test message. There is nothing to do.",
      purpose: "Test",
      at: clock.now(),
    });
  } finally {
    gateways.close();
  }
}

async function checkSender(sender: Sender): Promise<GatewayCheck> {
  const { channels } = sender;
  try {
    await sender.check?.();
    return { channels, failure: undefined };
  } catch (error) {
    return { channels, failure: error instanceof Error ? error.message : String(error) };
  }
}
