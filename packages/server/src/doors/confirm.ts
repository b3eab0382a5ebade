import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { isPoolId } from "../kernel/ids.ts";
import { type Log, startStopwatch } from "../kernel/log.ts";
import { confirmPath } from "../operations/messages/confirm-link.ts";
import { confirmByLink, type LinkResult, type OpenedLink } from "../operations/sign-up/confirm-by-link.ts";
import type { World } from "../operations/operation.ts";
import type { ClientAddress } from "./client-address.ts";
import { askPage, confirmStyleSource, incompletePage, resultPage } from "./confirm-page.ts";
import type { DoorBindings } from "./rpc.ts";

export interface ConfirmDoorOptions {
  readonly world: World;
  readonly log: Log;
  readonly newRequestId: () => string;
  readonly addressOf: ClientAddress;
}

/**
 * Where the links in verification e-mails lead. Opening one shows a page and looks nothing up; the page's button confirms. The
 * link's own words do for the form, so that nothing but the address has to be kept.
 */
export function confirmDoor({ world, log, newRequestId, addressOf }: ConfirmDoorOptions): Hono<DoorBindings> {
  const app = new Hono<DoorBindings>();
  for (const path of [confirmPath, confirmPath.slice(0, -1)]) {
    app.use(path, pageHeaders(world.issuerUrl));
    app.get(path, (c) =>
      readLink((name) => c.req.query(name)) === undefined ? c.html(incompletePage(), 400) : c.html(askPage()),
    );
    app.post(path, async (c) => {
      const elapsed = startStopwatch();
      const link = readLink((name) => c.req.query(name));
      if (link === undefined) return c.html(incompletePage(), 400);
      const requestId = newRequestId();
      const ipAddress = addressOf(c.env?.incoming);
      const ctx = { world, now: world.clock.now(), requestId, ipAddress };
      const result = await confirmByLink(ctx, link);
      const { outcome, reason } = result;
      const told = {
        operation: "ConfirmUserPage",
        outcome: outcome === "confirmed" ? "ok" : outcome,
        reason,
      };
      log.request({ requestId, ...told, durationMs: elapsed(), ipAddress });
      return c.html(resultPage(result), statuses[outcome]);
    });
  }
  return app;
}

const statuses: Readonly<Record<LinkResult["outcome"], 200 | 400 | 409 | 429>> = {
  confirmed: 200,
  troubled: 200,
  refused: 400,
  "address-taken": 409,
  "too-often": 429,
};

/** As long as the members of the protocol may be. */
const longest = { client_id: 128, user_pool_id: 55, user_name: 128, confirmation_code: 2048 } as const;

/** Undefined for a link that somebody cut. */
function readLink(query: (name: string) => string | undefined): OpenedLink | undefined {
  const read = (name: keyof typeof longest): string | undefined => {
    const value = query(name);
    // A NUL cannot be stored, so nothing can be found by it.
    return value && value.length <= longest[name] && !value.includes("\0") ? value : undefined;
  };
  const clientId = read("client_id");
  const poolId = [read("user_pool_id")].find((id) => id !== undefined && isPoolId(id));
  const [username, code] = [read("user_name"), read("confirmation_code")];
  if (username === undefined || code === undefined) return undefined;
  return clientId === undefined && poolId === undefined ? undefined : { clientId, poolId, username, code };
}

/** The address of the page holds a code, so it is told to nobody: neither kept, nor sent along to other pages. */
function pageHeaders(issuerUrl: string): ReturnType<typeof secureHeaders> {
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: [confirmStyleSource],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "no-referrer",
    strictTransportSecurity: issuerUrl.startsWith("https:") ? "max-age=31536000" : false,
  });
  return async (c, next) => {
    await secure(c, next);
    c.header("cache-control", "no-store");
    c.header("x-robots-tag", "noindex");
  };
}
