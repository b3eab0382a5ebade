/**
 * The doors room: HTTP in, HTTP out, nothing else. Each door is a small application of routes; this file hangs them side by
 * side. Doors parse no JSON and decide nothing: the protocol's door hands bytes to operations/call.ts, the others read.
 */
import { Hono } from "hono";
import { answer } from "../operations/call.ts";
import type { World } from "../operations/operation.ts";
import type { Mailbox } from "../senders/mailbox.ts";
import { faultAnswer, internalError, messageAnswer } from "./answers.ts";
import { clientAddress } from "./client-address.ts";
import { confirmDoor } from "./confirm.ts";
import { discoveryDoor } from "./discovery.ts";
import { healthDoor } from "./health.ts";
import { importsDoor } from "./imports.ts";
import { mailboxDoor } from "./mailbox.ts";
import { requestIdsFrom } from "./request-ids.ts";
import { type DoorBindings, rpcDoor, type RpcOptions } from "./rpc.ts";

/** What the doors lead to, and which of them there are. */
export interface DoorsOptions extends Omit<RpcOptions, "answer" | "newRequestId" | "addressOf"> {
  readonly world: World;
  /** A second path at which the protocol and the discovery documents answer, e.g. `/idp`. They always answer at `/`. */
  readonly pathPrefix?: string | undefined;
  /** Networks of proxies whose X-Forwarded-For is believed, as `ADDRESS/BITS`. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Turns true when the server is about to stop. */
  readonly isStopping?: (() => boolean) | undefined;
  /** The development mailbox, if there is one to show. */
  readonly mailbox?: Mailbox | undefined;
}

/** All routes of the service. */
export function createDoors(options: DoorsOptions): Hono<DoorBindings> {
  const { world, log, mailbox, pathPrefix } = options;
  const app = new Hono<DoorBindings>();
  const newRequestId = requestIdsFrom(world.random);
  const addressOf = clientAddress(options.trustedProxies);
  const rpc = rpcDoor({
    ...options,
    newRequestId,
    addressOf,
    answer: (request, requestId) => answer(world, request, requestId),
  });
  for (const base of pathPrefix === undefined ? ["/"] : ["/", pathPrefix]) {
    app.route(base, rpc);
    // The AWS SDKs end the path of their endpoint with a slash.
    if (base !== "/") app.route(`${base}/`, rpc);
    app.route(base, discoveryDoor({ world, log, newRequestId, addressOf }));
    app.route(base, importsDoor({ world, log, newRequestId, addressOf }));
    app.route(base, confirmDoor({ world, log, newRequestId, addressOf }));
  }
  app.route("/", healthDoor({ store: world.store, log, isStopping: options.isStopping }));
  if (mailbox !== undefined) app.route("/", mailboxDoor(mailbox));
  app.notFound(() => messageAnswer(404, "Nothing is here. The protocol is at POST /."));
  app.onError((cause) => {
    const requestId = newRequestId();
    log.fault({ where: "door", requestId, cause });
    return faultAnswer(internalError, requestId);
  });
  return app;
}
