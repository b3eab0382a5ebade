/** What we use of the package `smpp`, which brings no types. Names are those of the SMPP 3.4 specification. */
import type { EventEmitter } from "node:events";
import type { Server, Socket } from "node:net";
// @ts-expect-error -- the package has no declarations; what it exports is described below.
import library from "smpp";

/** One protocol data unit: a request or an answer. */
export interface Pdu {
  command_status: number;
  system_id?: string;
  password?: string;
  source_addr?: string;
  source_addr_ton?: number;
  destination_addr?: string;
  dest_addr_ton?: number;
  short_message?: { message: string | Buffer };
  message_payload?: { message: string | Buffer };
  /** An answer to this request, with these fields. */
  response(fields?: object): Pdu;
}

type Answered = (pdu: Pdu) => void;

/** One connection. A request answers false if the connection cannot be written to. */
export interface Session extends EventEmitter {
  bind_transmitter(fields: object, answered: Answered): boolean;
  submit_sm(fields: object, answered: Answered): boolean;
  enquire_link(answered: Answered): boolean;
  send(pdu: Pdu): boolean;
  destroy(): void;
  readonly socket: Socket;
}

interface Library {
  connect(options: { host: string; port: number; tls?: boolean; servername?: string }): Session;
  createServer(listener: (session: Session) => void): Server;
}

// As its README and its source say.
export const smpp: Library = library as Library;
