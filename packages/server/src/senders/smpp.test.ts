import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { type Pdu, type Session, smpp } from "./smpp-library.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { createSmppSender, type SmppOptions } from "./smpp.ts";

const message: Message = {
  id: "1",
  poolId: "eu-west-1_A",
  channel: "SMS",
  to: "+4915112345678",
  body: "Your authentication code is 012345. ",
  purpose: "Authentication",
  at: 0,
};

let server: Server;
let sessions: Session[];
let submitted: Pdu[];
/** What the carrier does with a message. */
let onSubmit: (session: Session, pdu: Pdu) => void;
let options: SmppOptions;
let sender: Sender;

const take = (session: Session, pdu: Pdu): void =>
  void session.send(pdu.response({ message_id: `m-${submitted.length}` }));

const answer = (command_status: number) => (session: Session, pdu: Pdu) =>
  void session.send(pdu.response({ command_status }));

/** A carrier that knows one login. */
function serve(session: Session): void {
  sessions.push(session);
  session.on("error", () => session.destroy());
  session.on("bind_transmitter", (pdu: Pdu) => {
    const isKnown = pdu.system_id === "poolhouse" && pdu.password === "s3cret";
    session.send(pdu.response({ command_status: isKnown ? 0 : 0x0e }));
  });
  session.on("enquire_link", (pdu: Pdu) => session.send(pdu.response()));
  session.on("submit_sm", (pdu: Pdu) => {
    submitted.push(pdu);
    onSubmit(session, pdu);
  });
}

const listen = (listening: Server): Promise<number> =>
  new Promise((resolve) => {
    // A TCP server that listens has a port.
    listening.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });

beforeEach(async () => {
  sessions = [];
  submitted = [];
  onSubmit = take;
  server = smpp.createServer(serve);
  const port = await listen(server);
  options = { host: "127.0.0.1", port, tls: false, systemId: "poolhouse", password: "s3cret", patience: 500 };
  sender = createSmppSender({ ...options, from: "Example" });
});

afterEach(async () => {
  sender.close?.();
  for (const session of sessions) session.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const textOf = (pdu: Pdu | undefined): string =>
  String((pdu?.short_message ?? pdu?.message_payload)?.message);

describe("an SMPP carrier", () => {
  it("gets messages over one session", async () => {
    for (const body of ["one", "two", "three"]) await sender.send({ ...message, body });
    expect(submitted.map(textOf)).toEqual(["one", "two", "three"]);
    expect(submitted[0]).toMatchObject({
      destination_addr: "4915112345678",
      dest_addr_ton: 1,
      source_addr: "Example",
      source_addr_ton: 5,
    });
    expect(sessions).toHaveLength(1);
  });

  it.each([
    ["+15005550006", "15005550006", 1],
    ["32665", "32665", 3],
  ])("is told that %s sends it", async (from, source_addr, source_addr_ton) => {
    const other = createSmppSender({ ...options, from });
    await other.send(message);
    expect(submitted[0]).toMatchObject({ source_addr, source_addr_ton });
    other.close?.();
  });

  it.each([
    ["other alphabets", "Ваш код 012345"],
    ["smileys", "🔑 012345"],
    ["long texts", "x".repeat(300)],
  ])("gets %s whole", async (_, body) => {
    await sender.send({ ...message, body });
    const payload = submitted[0]?.message_payload?.message;
    expect(payload === undefined || payload === "" ? textOf(submitted[0]) : String(payload)).toBe(body);
  });

  it("two messages at once share the session that is being bound", async () => {
    await Promise.all([sender.send(message), sender.send(message)]);
    expect(submitted).toHaveLength(2);
    expect(sessions).toHaveLength(1);
  });

  it("that refuses the number is not asked again", async () => {
    onSubmit = answer(0x0b);
    await expect(sender.send(message)).rejects.toBeInstanceOf(MessageRefused);
  });

  it.each([
    ["is throttling", 0x58],
    ["has a full queue", 0x14],
    ["has a fault", 0x08],
  ])("that %s has not taken the message", async (_, status) => {
    onSubmit = answer(status);
    const failure: unknown = await sender.send(message).catch((error: unknown) => error);
    expect(failure).toEqual(new Error(`the gateway answered SMPP status ${status}`));
  });

  it("that refuses the login has not taken the message, and the next one logs in anew", async () => {
    const stranger = createSmppSender({ ...options, password: "wrong" });
    for (const _ of [1, 2]) {
      const failure: unknown = await stranger.send(message).catch((error: unknown) => error);
      expect(failure).toEqual(new Error("the gateway refused the login with SMPP status 14"));
    }
    expect(submitted).toEqual([]);
  });

  it.each([
    ["hangs after it got the message", () => undefined],
    ["breaks off after it got the message", (session: Session) => session.destroy()],
    ["answers with rubbish", (session: Session) => void session.socket.write(Buffer.alloc(64, 0xff))],
  ])("that %s may have taken it; the next message goes over a new session", async (_, behaviour) => {
    onSubmit = behaviour;
    await expect(sender.send(message)).rejects.toBeInstanceOf(DeliveryUncertain);
    onSubmit = take;
    await sender.send({ ...message, body: "next" });
    expect(submitted.map(textOf)).toEqual([message.body, "next"]);
    expect(sessions).toHaveLength(2);
  });

  it("that went away between two messages gets the second over a new session", async () => {
    await sender.send(message);
    const gone = new Promise((resolve) => sessions[0]!.once("close", resolve));
    sessions[0]!.destroy();
    await gone;
    // What the sender has not heard of yet costs it one attempt, not the message.
    await sender.send({ ...message, body: "next" }).catch(() => sender.send({ ...message, body: "next" }));
    expect(submitted.map(textOf)).toEqual([message.body, "next"]);
  });

  it("that is not there, or never says a word, has not taken the message", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket));
    const port = await listen(mute);
    const unheard = createSmppSender({ ...options, port });
    const failure: unknown = await unheard.send(message).catch((error: unknown) => error);
    expect(failure).toEqual(new Error("the gateway gave no answer"));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
    await expect(unheard.send(message)).rejects.toThrow("the gateway cannot be reached");
  });

  it("is checked by logging in and asking for a sign of life", async () => {
    await sender.check?.();
    expect(submitted).toEqual([]);
    await expect(createSmppSender({ ...options, password: "wrong" }).check?.()).rejects.toThrow("login");
  });
});
