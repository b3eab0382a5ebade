// Routes of an app's own server: signing in and out with forms of its own, or at the hosted pages.
import type { AmplifyContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { signOut } from "../account/sign-out.ts";
import { confirmSignIn, type ConfirmSignInInput } from "../sign-in/confirm-sign-in.ts";
import { signIn, type SignInInput } from "../sign-in/sign-in.ts";
import { hostedRoutes } from "./hosted-routes.ts";
import { cookiesOf, type Exchange } from "./request-cookies.ts";
import type { AuthRoutes, RouteWorld } from "./route-world.ts";

/** A body as it came: its members are checked by the functions that they are given to, and by the service. */
type Body = Readonly<Record<string, unknown>>;

const posts: Readonly<Record<string, (context: AmplifyContext, body: Body) => Promise<object>>> = {
  // What is missing or of another kind is refused before it is sent, or by the service's own check of every input.
  "sign-in": (context, body) => signIn(context, body as object as SignInInput),
  "confirm-sign-in": (context, body) => confirmSignIn(context, body as object as ConfirmSignInInput),
  "sign-out": async (context, { global }) => {
    await signOut(context, { global: global === true });
    return {};
  },
};

/** The routes of an app. */
export function routeAuth(world: RouteWorld): AuthRoutes {
  return async (request, slug = new URL(request.url).pathname.split("/").at(-1) ?? "") => {
    const headers = new Headers({ "cache-control": "no-store" });
    const route = Object.hasOwn(posts, slug) ? posts[slug] : undefined;
    if (request.method === "GET") return hostedRoutes(world, { request, headers }, slug);
    if (request.method !== "POST" || route === undefined) return new Response(null, { status: 404, headers });
    if (!isFromApp(request, world.origin)) return refuse(403, "ForbiddenException", headers);
    const body: unknown = await request.json().catch(() => undefined);
    if (typeof body !== "object" || body === null) return refuse(400, "InvalidParameterException", headers);
    return answer({ request, headers }, () =>
      route(world.contextOf(cookiesOf({ request, headers })), { ...body }),
    );
  };
}

/**
 * Whether a page of the app itself sent it. Browsers say where a POST comes from (Fetch standard, `Origin`), and no form of another
 * site can send JSON without being asked about first.
 */
function isFromApp(request: Request, origin: string): boolean {
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "");
  return isJson && request.headers.get("origin") === origin;
}

async function answer({ headers }: Exchange, work: () => Promise<object>): Promise<Response> {
  try {
    return Response.json(await work(), { headers });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const isFault = error.name === "NetworkError" || (error.metadata?.httpStatusCode ?? 0) >= 500;
    return refuse(isFault ? 502 : 400, error.name, headers, error.message);
  }
}

function refuse(status: number, name: string, headers: Headers, message = name): Response {
  return Response.json({ name, message }, { status, headers });
}
