import { isIP } from "node:net";
import { type Pdu, type Session, smpp } from "./smpp-library.ts";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { gatewayPatience } from "./http-gateway.ts";

export interface SmppOptions {
  host: string;
  port: number;
  /** TLS from the start. */
  tls: boolean;
  systemId: string;
  password: string;
  /** A number with its plus sign, a short code, or a name of up to eleven characters. */
  from?: string | undefined;
  /** Milliseconds to wait for an answer. */
  patience?: number;
}

/** Message length, source and destination address, their types: the same message would fail again (SMPP 3.4 section 5.1.3). */
const forGood = new Set([0x01, 0x0a, 0x0b, 0x48, 0x49, 0x50, 0x51, 0xc2, 0xc4]);

/** The short message field holds this much; what is longer goes whole into the payload for the gateway to divide. */
const shortMessage = 140;

/**
 * Sends text messages to an SMSC by SMPP 3.4 over one session that is bound when the first message comes, and again after
 * it was lost. The protocol knows no idempotency key, so a message that was submitted and not answered is not offered again.
 */
export function createSmppSender(options: SmppOptions): Sender {
  let bound: Promise<Session> | undefined;

  /** The session that is bound or being bound; a new one if it is lost. All who ask at once get the same. */
  async function bind(): Promise<Session> {
    const present = bound;
    if (present !== undefined) {
      const session = await present.catch(() => undefined);
      if (session?.socket.destroyed === false) return session;
      if (bound === present) bound = undefined;
    }
    bound ??= openSession(options);
    return bound;
  }

  return {
    channels: ["SMS"],
    async send(message) {
      const session = await bind();
      await probe(session, options);
      const answer = await ask(session, options, (answered) =>
        session.submit_sm(describeMessage(options, message), answered),
      );
      if (answer.command_status === 0) return;
      const failure = `the gateway answered SMPP status ${answer.command_status}`;
      throw forGood.has(answer.command_status) ? new MessageRefused(failure) : new Error(failure);
    },
    async check() {
      const session = await bind();
      await probe(session, options);
    },
    close() {
      bound?.then(
        (session) => session.destroy(),
        () => undefined,
      );
    },
  };
}

/** Connects and binds as a transmitter. */
async function openSession(options: SmppOptions): Promise<Session> {
  const { host, port, tls, systemId, password } = options;
  const session = smpp.connect({
    host,
    port,
    ...(tls && { tls, ...(isIP(host) === 0 && { servername: host }) }),
  });
  session.on("error", () => session.destroy());
  // The gateway asks whether we are still there (SMPP 3.4 section 4.11), and may say good-bye.
  session.on("enquire_link", (pdu: Pdu) => session.send(pdu.response()));
  session.on("unbind", (pdu: Pdu) => {
    session.send(pdu.response());
    session.destroy();
  });
  try {
    await connected(session, options);
    const fields = { system_id: systemId, password };
    const answer = await ask(session, options, (answered) => session.bind_transmitter(fields, answered));
    if (answer.command_status !== 0)
      throw new Error(`the gateway refused the login with SMPP status ${answer.command_status}`);
  } catch (error) {
    session.destroy();
    // Before the login nothing was submitted.
    throw error instanceof DeliveryUncertain ? new Error(error.message) : error;
  }
  // Between messages the connection keeps nobody waiting.
  session.socket.unref();
  return session;
}

function connected(session: Session, options: SmppOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error("the gateway cannot be reached")),
    patienceOf(options),
  ).unref();
  session.once(options.tls ? "secureConnect" : "connect", resolve);
  session.once("error", () => reject(new Error("the gateway cannot be reached")));
  return promise.finally(() => clearTimeout(timer));
}

/** Whether the other side is still there: a connection can be lost without a word, and a message with it. */
async function probe(session: Session, options: SmppOptions): Promise<void> {
  try {
    await ask(session, options, (answered) => session.enquire_link(answered));
  } catch {
    throw new Error("the gateway has gone away");
  }
}

/** Makes a request and waits for its answer. Without one the session is of no use any more. */
function ask(
  session: Session,
  options: SmppOptions,
  request: (answered: (pdu: Pdu) => void) => boolean,
): Promise<Pdu> {
  const { promise, resolve, reject } = Promise.withResolvers<Pdu>();
  const giveUp = (): void => {
    reject(new DeliveryUncertain("the gateway gave no answer"));
    session.destroy();
  };
  const timer = setTimeout(giveUp, patienceOf(options));
  session.once("close", giveUp);
  if (!request(resolve)) reject(new Error("the gateway closed the connection"));
  return promise.finally(() => {
    clearTimeout(timer);
    session.off("close", giveUp);
  });
}

const patienceOf = ({ patience }: SmppOptions): number => patience ?? gatewayPatience;

function describeMessage({ from }: SmppOptions, message: Message): object {
  const isShort = Buffer.byteLength(message.body, "utf16le") <= shortMessage;
  return {
    ...(from !== undefined && sourceAddress(from)),
    destination_addr: message.to.slice(1),
    ...internationalNumber("dest_addr"),
    ...(isShort ? { short_message: message.body } : { message_payload: message.body }),
  };
}

/** Type and plan of an address (SMPP 3.4 sections 5.2.5 and 5.2.6). */
function sourceAddress(from: string): object {
  if (from.startsWith("+")) return { source_addr: from.slice(1), ...internationalNumber("source_addr") };
  const isShortCode = /^\d+$/.test(from);
  return { source_addr: from, source_addr_ton: isShortCode ? 3 : 5, source_addr_npi: 0 };
}

const internationalNumber = (field: "source_addr" | "dest_addr"): object => ({
  [`${field}_ton`]: 1,
  [`${field}_npi`]: 1,
});
