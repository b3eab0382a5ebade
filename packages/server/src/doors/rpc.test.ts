import { describe, expect, it } from "vitest";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { Fault, Log, RequestLine } from "../kernel/log.ts";
import type { CallRequest } from "../operations/call.ts";
import { listen } from "./listen.ts";
import { rpcDoor, type RpcOptions } from "./rpc.ts";

const requestId = "07070707-0707-4707-8707-070707070707";
const exposed = /^x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date,/;

function build(answer: RpcOptions["answer"], options: Partial<RpcOptions> = {}) {
  const lines: RequestLine[] = [];
  const faults: Fault[] = [];
  const log: Log = {
    request: (line) => void lines.push(line),
    fault: (fault) => void faults.push(fault),
    notice: () => {},
  };
  const app = rpcDoor({
    answer,
    newRequestId: () => requestId,
    addressOf: () => "203.0.113.7",
    log,
    assertModel: false,
    ...options,
  });
  const post = (name: string, body = "{}", headers: Record<string, string> = {}) =>
    app.request("/", {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${name}`,
        ...headers,
      },
      body,
    });
  return { app, post, lines, faults };
}

function expectRpcHeaders(response: Response): void {
  expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-expose-headers")).toMatch(exposed);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-amzn-requestid")).toBe(requestId);
}

describe("the protocol's door", () => {
  it("hands name and bytes to the dispatcher and its answer to the caller", async () => {
    const seen: CallRequest[] = [];
    const { post, lines } = build(async (request) => {
      seen.push(request);
      return { Username: "alice" };
    });
    const response = await post("GetUser", '{"AccessToken":"é"}', { "x-custom": "kept" });
    expect(response.status).toBe(200);
    expectRpcHeaders(response);
    expect(await response.json()).toEqual({ Username: "alice" });
    expect(seen[0]).toMatchObject({ name: "GetUser", http: { method: "POST", path: "/", query: "" } });
    expect(seen[0]?.http.body.toString()).toBe('{"AccessToken":"é"}');
    expect(seen[0]?.http.headers).toMatchObject({ "x-custom": "kept" });
    expect(lines).toEqual([
      {
        requestId,
        operation: "GetUser",
        outcome: "ok",
        durationMs: expect.any(Number),
        ipAddress: "203.0.113.7",
      },
    ]);
  });

  it("answers an operation without output with an empty body", async () => {
    const response = await build(async () => undefined).post("DeleteUser");
    expect(response.status).toBe(200);
    expectRpcHeaders(response);
    expect(await response.text()).toBe("");
  });

  it("answers a refusal with its type and text in headers and body, and its reason in the log only", async () => {
    const { post, lines } = build(async () => {
      throw invalidParameter("Größer als\r\nerlaubt ✗", "too_large");
    });
    const response = await post("SignUp");
    expect(response.status).toBe(400);
    expectRpcHeaders(response);
    expect(response.headers.get("x-amzn-errortype")).toBe("InvalidParameterException:");
    expect(response.headers.get("x-amzn-errormessage")).toBe("Größer als erlaubt ?");
    expect(await response.json()).toEqual({
      __type: "InvalidParameterException",
      message: "Größer als\r\nerlaubt ✗",
    });
    expect(lines[0]).toMatchObject({ outcome: "InvalidParameterException", reason: "too_large" });
  });

  it("answers a fault with nothing but 'internal error', and logs its cause", async () => {
    const cause = new Error("password=hunter2 at 10.0.0.1");
    const { post, faults, lines } = build(async () => {
      throw cause;
    });
    const response = await post("SignUp");
    expect(response.status).toBe(500);
    expectRpcHeaders(response);
    expect(await response.json()).toEqual({
      __type: "InternalErrorException",
      message: "Internal server error",
    });
    expect(faults).toEqual([{ where: "SignUp", requestId, cause }]);
    expect(lines[0]).toMatchObject({ outcome: "InternalErrorException", reason: "fault" });
  });

  it.each([["AWSOther.GetUser"], ["GetUser"], [""]])(
    "hands on no name for the target '%s' and logs none of the caller's text",
    async (target) => {
      const names: string[] = [];
      const { post, lines } = build(async ({ name }) => {
        names.push(name);
        throw new ServiceError("UnknownOperationException", "", "operation_unknown");
      });
      const response = await post("", "{}", { "x-amz-target": target });
      expect(names).toEqual([""]);
      expect(await response.json()).toEqual({ __type: "UnknownOperationException" });
      expect(lines[0]?.operation).toBe("unknown");
    },
  );

  it("refuses other methods with 405 and JSON", async () => {
    const { app } = build(async () => ({}));
    for (const method of ["GET", "PUT", "DELETE", "PATCH"]) {
      const response = await app.request("/", { method });
      expect(response.status).toBe(405);
      expectRpcHeaders(response);
      expect(response.headers.get("allow")).toBe("POST, OPTIONS");
      expect(await response.json()).toMatchObject({ __type: "MethodNotAllowedException" });
    }
  });

  it("lets a browser send any header from anywhere", async () => {
    const { app } = build(async () => ({}));
    const response = await app.request("/", {
      method: "OPTIONS",
      headers: { "access-control-request-headers": "content-type,x-amz-target,x-my-own" },
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toBe("POST");
    expect(response.headers.get("access-control-allow-headers")).toBe("content-type,x-amz-target,x-my-own");
    expect(response.headers.get("access-control-max-age")).toBe("172800");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it.each([
    ["GetUser", 1024 * 1024],
    ["CreateManagedLoginBranding", 2 * 1024 * 1024],
  ])("takes a body for %s up to %i bytes, and not one more", async (name, limit) => {
    const { post, lines } = build(async ({ http }) => ({ Length: http.body.length }));
    for (const headers of [undefined, { "content-length": String(limit) }]) {
      const response = await post(name, "x".repeat(limit), headers);
      expect(await response.json()).toEqual({ Length: limit });
    }
    for (const headers of [undefined, { "content-length": String(limit + 1) }]) {
      const response = await post(name, "x".repeat(limit + 1), headers);
      expect(response.status).toBe(413);
      expectRpcHeaders(response);
      expect(await response.json()).toMatchObject({ __type: "RequestEntityTooLargeException" });
    }
    expect(lines.at(-1)).toMatchObject({ reason: "body_too_large" });
  });
});

describe("the protocol's door, asked to hold answers against the model", () => {
  it("treats an error that the operation does not list as a fault", async () => {
    const { post, faults } = build(
      async () => {
        throw new ServiceError("DeviceKeyExistsException", "no", "x");
      },
      { assertModel: true },
    );
    expect((await post("GetUser")).status).toBe(500);
    expect(faults[0]?.cause).toMatchObject({ message: /GetUser threw DeviceKeyExistsException/ });
  });

  it("lets front-door errors and listed errors through", async () => {
    for (const type of ["SerializationException", "NotAuthorizedException"] as const) {
      const { post } = build(
        async () => {
          throw new ServiceError(type, "no", "x");
        },
        { assertModel: true },
      );
      expect((await post("GetUser")).status).toBe(400);
    }
  });

  it("treats an answer of another shape as a fault", async () => {
    const { post, faults } = build(async () => ({ Username: "alice", Shoe: 43 }), { assertModel: true });
    expect((await post("GetUser")).status).toBe(500);
    expect(faults).toHaveLength(1);
  });
});

describe("a listening server", () => {
  const start = (answer: RpcOptions["answer"]) =>
    listen({ host: "127.0.0.1", port: 0 }, () => build(answer).app);

  it("tells the length of every answer, 0 for an empty one, and the date", async () => {
    const server = await start(async ({ name }) => (name === "DeleteUser" ? undefined : { Username: "é" }));
    const target = (name: string) => ({ "x-amz-target": `AWSCognitoIdentityProviderService.${name}` });
    const empty = await fetch(server.url, { method: "POST", headers: target("DeleteUser") });
    const full = await fetch(server.url, { method: "POST", headers: target("GetUser") });
    const preflight = await fetch(server.url, { method: "OPTIONS" });
    expect(empty.headers.get("content-length")).toBe("0");
    expect(full.headers.get("content-length")).toBe(String(Buffer.byteLength('{"Username":"é"}')));
    expect(preflight.headers.get("content-length")).toBe("0");
    expect(full.headers.get("date")).toMatch(/GMT$/);
    await server.stop(10_000);
  });

  it("refuses ten megabytes with 413 and stays up", async () => {
    const server = await start(async () => ({ Username: "x" }));
    const large = await fetch(server.url, { method: "POST", body: "x".repeat(10_000_000) });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ __type: "RequestEntityTooLargeException" });
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    });
    const endless = await fetch(server.url, { method: "POST", body: stream, duplex: "half" } as RequestInit);
    expect(endless.status).toBe(413);
    expect((await fetch(server.url, { method: "POST" })).status).toBe(200);
    await server.stop(10_000);
  });

  it("answers headers that are too long as JSON", async () => {
    const server = await start(async () => ({}));
    const response = await fetch(server.url, { method: "POST", headers: { "x-long": "x".repeat(20_000) } });
    expect(response.status).toBe(431);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toMatchObject({ __type: "SerializationException" });
    await server.stop(10_000);
  });

  it("finishes the requests under way when it stops, and takes no new ones", async () => {
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const server = await start(async () => {
      reached.resolve();
      await release.promise;
      return { Username: "late" };
    });
    const answer = fetch(server.url, { method: "POST" });
    await reached.promise;
    const stopped = server.stop(10_000);
    await expect(fetch(server.url, { method: "POST" })).rejects.toThrow("fetch failed");
    release.resolve();
    expect(await (await answer).json()).toEqual({ Username: "late" });
    await stopped;
  });

  it("says so when its port is taken", async () => {
    const server = await start(async () => ({}));
    const port = Number(new URL(server.url).port);
    await expect(listen({ host: "127.0.0.1", port }, () => build(async () => ({})).app)).rejects.toThrow(
      "EADDRINUSE",
    );
    await server.stop(10_000);
  });
});
