/**
 * A keep-alive HTTP connection that does as little as possible for a request, so that the generator never is the limit:
 * one write, and an answer whose length is declared.
 */
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

const endOfHead = "\r\n\r\n";

/** One connection; one request at a time. */
export class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received = "";
  #waiting: Waiting | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay().setEncoding("latin1");
    socket.on("data", (text: string) => this.#receive(text));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /** Connects to a port of this machine. Rejects if nobody listens there. */
  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Connection(socket, `127.0.0.1:${port}`));
      });
    });
  }

  /** Calls an operation of the protocol. */
  send(operation: string, body: string): Promise<Answer> {
    const head = [
      "POST / HTTP/1.1",
      `Host: ${this.#host}`,
      "Content-Type: application/x-amz-json-1.1",
      `X-Amz-Target: AWSCognitoIdentityProviderService.${operation}`,
      "Accept: */*",
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error("the server closed the connection"));
      this.#waiting = { resolve, reject };
      this.#socket.write(`${head.join("\r\n")}${endOfHead}${body}`);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #receive(text: string): void {
    this.#received += text;
    const bodyAt = this.#received.indexOf(endOfHead) + endOfHead.length;
    if (bodyAt < endOfHead.length) return;
    const head = this.#received.slice(0, bodyAt);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.#fail(new Error(`an answer without a length: ${head}`));
    if (this.#received.length < bodyAt + Number(length)) return;
    const body = this.#received.slice(bodyAt, bodyAt + Number(length));
    this.#received = this.#received.slice(bodyAt + Number(length));
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
