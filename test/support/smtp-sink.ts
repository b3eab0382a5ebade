/** A real SMTP server on loopback that keeps what it takes: codes by the address they went to. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface SmtpSink {
  /** For `--smtp-url`. */
  readonly url: string;
  /** The six-digit codes sent to an address, oldest first. */
  codesTo(address: string): readonly string[];
  /** Resolves when the address has got this many codes. */
  awaitCode(address: string, count?: number): Promise<string>;
  close(): Promise<void>;
}

/** Listens on a free port, or on the one given: a gateway that comes back comes back where it was. */
export async function startSmtpSink(port = 0): Promise<SmtpSink> {
  const codes = new Map<string, string[]>();
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, { envelope }, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        const [, plain = ""] = /text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(text) ?? [];
        const code = /\b\d{6}\b/.exec(plain)?.[0] ?? "";
        for (const { address } of envelope.rcptTo) codes.set(address, [...(codes.get(address) ?? []), code]);
        done();
        for (const look of waiting) look();
      });
    },
  });
  // Clients that are killed in the middle of a conversation are part of the tests.
  server.on("error", () => undefined);
  await new Promise<void>((settle) => server.listen(port, "127.0.0.1", settle));
  const codesTo = (address: string): readonly string[] => codes.get(address) ?? [];
  // A TCP server that listens has an address with a port.
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${taken}`,
    codesTo,
    awaitCode: (address, count = 1) =>
      new Promise((settle) => {
        const look = (): void => {
          const code = codesTo(address)[count - 1];
          if (code === undefined) return;
          waiting.delete(look);
          settle(code);
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise((settle) => server.close(settle)),
  };
}
