/**
 * Servers call for people who sit elsewhere, and may say where: operators in ContextData, app servers that prove a client secret
 * in UserContextData, if the client allows it (contract: threat-protection inputs).
 */
import { isIP } from "node:net";
import type { ContextDataType, UserContextDataType } from "@poolhouse/protocol";
import type { CallContext, ClientContext } from "../operation.ts";

/** The call as from the person an operator's server names. */
export function actingForPerson<Context extends CallContext>(
  ctx: Context,
  data: ContextDataType | undefined,
): Context {
  if (data === undefined) return ctx;
  const agent = data.HttpHeaders.find(({ headerName }) => headerName?.toLowerCase() === "user-agent");
  return { ...withAddress(ctx, data.IpAddress), userAgent: agent?.headerValue };
}

/** The call as from the person an app's server names; a public client, or one that is not allowed to, is not believed. */
export function actingForUser(ctx: ClientContext, data: UserContextDataType | undefined): ClientContext {
  const mayTell = ctx.client.settings.EnablePropagateAdditionalUserContextData === true;
  if (!mayTell || ctx.client.secrets.length === 0) return ctx;
  return withAddress(ctx, data?.IpAddress);
}

/** What is no address is not taken for one. */
function withAddress<Context extends CallContext>(ctx: Context, address: string | undefined): Context {
  return address === undefined || isIP(address) === 0 ? ctx : { ...ctx, ipAddress: address };
}
