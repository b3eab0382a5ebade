import { createTransport } from "nodemailer";
import type { Message, Sender } from "../ports/sender.ts";

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:port` (STARTTLS if the server offers it) or `smtps://…` (TLS from the start). Further
   * settings are query parameters, e.g. `?requireTLS=true`, `?tls.servername=mail.example.com`, `?pool=true`.
   */
  url: string;
  /** The sender of pools that name none, e.g. `Example <no-reply@example.com>`. */
  from: string;
}

/** A gateway that does not answer for this long has failed; milliseconds. */
const patience = 15_000;

/** Delivers e-mail through an SMTP server. A message counts as sent when the server has taken it. */
export function createSmtpSender({ url, from }: SmtpOptions): Sender {
  const transport = createTransport({
    url,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // A message is text that others wrote: it must not make this process read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    channels: ["EMAIL"],
    async send(message) {
      await transport.sendMail({ from, ...toMail(message) });
    },
    async check() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

function toMail(message: Message): Parameters<ReturnType<typeof createTransport>["sendMail"]>[0] {
  return {
    ...(message.from === undefined ? {} : { from: message.from }),
    // As an object, so that a comma in the address cannot add a recipient.
    to: { name: "", address: message.to },
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    subject: message.subject ?? "",
    text: message.body,
    ...(message.html === undefined ? {} : { html: message.html }),
    // A second delivery after a crash carries the same id, so mail systems can tell (RFC 5322 section 3.6.4).
    messageId: `<${message.id}@poolhouse>`,
    // Answered by no vacation notice (RFC 3834 section 5).
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
