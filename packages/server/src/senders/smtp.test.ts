import { type AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, it } from "vitest";
import type { Message } from "../ports/sender.ts";
import { createSmtpSender } from "./smtp.ts";

interface Received {
  from: string;
  to: string[];
  text: string;
}

const message: Message = {
  id: "5f0c7a0e-9d1b-4c53-8a53-2f1f0b7f7b5e",
  poolId: "eu-west-1_A",
  channel: "EMAIL",
  to: "ada@example.com",
  subject: "Your verification code",
  body: "Your verification code is 012345. ",
  purpose: "SignUp",
  at: 0,
};

let server: SMTPServer | undefined;

/** A real SMTP server on loopback that wants a login and refuses the mailbox `full@…`. */
async function startServer(received: Received[]): Promise<string> {
  const started = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth({ username, password }, _session, done) {
      const known = username === "mailer" && password === "s3cret/word";
      done(known ? null : new Error("no such user"), { user: username });
    },
    onRcptTo(address, _session, done) {
      done(address.address.startsWith("full@") ? new Error("mailbox full") : null);
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        received.push({
          from,
          to: envelope.rcptTo.map((to) => to.address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has a port.
  const { port } = started.server.address() as AddressInfo;
  return `smtp://mailer:s3cret%2Fword@127.0.0.1:${port}`;
}

const closeServer = (): Promise<void> =>
  new Promise((resolve) => {
    if (server === undefined) resolve();
    else server.close(() => resolve());
    server = undefined;
  });

afterEach(closeServer);

const from = "Example <no-reply@example.com>";

it("a message arrives with its sender, recipient, subject and text", async () => {
  const received: Received[] = [];
  const sender = createSmtpSender({ url: await startServer(received), from });
  await sender.send(message);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ from: "no-reply@example.com", to: ["ada@example.com"] });
  expect(received[0]?.text).toContain("From: Example <no-reply@example.com>");
  expect(received[0]?.text).toContain("Subject: Your verification code");
  expect(received[0]?.text).toContain(`Message-ID: <${message.id}@poolhouse>`);
  expect(received[0]?.text).toContain("Content-Type: text/plain");
  expect(received[0]?.text).toContain("Your verification code is 012345.");
});

it("the pool's own sender and reply address win, and both parts are sent", async () => {
  const received: Received[] = [];
  const sender = createSmtpSender({ url: await startServer(received), from });
  const own = {
    from: "Team <team@example.org>",
    replyTo: "help@example.org",
    body: "012345",
    html: "<b>012345</b>",
  };
  await sender.send({ ...message, ...own });
  expect(received[0]?.from).toBe("team@example.org");
  expect(received[0]?.text).toContain("Reply-To: help@example.org");
  expect(received[0]?.text).toContain("Content-Type: multipart/alternative");
  expect(received[0]?.text).toMatch(/text\/plain[^]+\n012345\r?\n[^]+text\/html[^]+<b>012345<\/b>/);
});

it("an address cannot bring a second recipient or a header", async () => {
  const received: Received[] = [];
  const sender = createSmtpSender({ url: await startServer(received), from });
  for (const to of ["ada@example.com,eve@example.com", "ada@example.com\r\nBcc: eve@example.com"]) {
    await sender.send({ ...message, to, subject: "a\r\nBcc: eve@example.com" }).catch(() => undefined);
  }
  for (const mail of received) {
    expect(mail.to).not.toContain("eve@example.com");
    expect(mail.text).not.toMatch(/^bcc:/im);
  }
});

it("a refused recipient, a refused login and a server that is down are failures", async () => {
  const url = await startServer([]);
  const sender = createSmtpSender({ url, from });
  await expect(sender.send({ ...message, to: "full@example.com" })).rejects.toThrow("mailbox full");
  const stranger = createSmtpSender({ url: url.replace("s3cret", "guess"), from });
  await expect(stranger.send(message)).rejects.toThrow(/Invalid login/);
  await closeServer();
  await expect(sender.send(message)).rejects.toThrow(/ECONNREFUSED/);
  sender.close?.();
});
