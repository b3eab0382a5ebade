import { invalidParameter, missingParameter } from "../../kernel/errors.ts";
import type { ClientSettings } from "../../kernel/settings.ts";
import { allowsFlow } from "../clients/settings.ts";
import type { AuthFlow } from "./facts.ts";

/** What a flow needs: which of the two operations starts it, its parameters, and the text if the client does not allow it. */
interface Flow {
  readonly startedBy: "client" | "operator" | "both";
  readonly required: readonly string[];
  readonly refusal: string;
}

const notEnabled = "Auth flow not enabled for this client";

/** The gates of the flows (contract: flows and their gates), complete by type. */
const flows: Readonly<Record<AuthFlow, Flow>> = {
  USER_SRP_AUTH: {
    startedBy: "both",
    required: ["USERNAME", "SRP_A"],
    refusal: "USER_SRP_AUTH is not enabled for the client.",
  },
  USER_PASSWORD_AUTH: {
    startedBy: "client",
    required: ["USERNAME", "PASSWORD"],
    refusal: "USER_PASSWORD_AUTH flow not enabled for this client",
  },
  ADMIN_USER_PASSWORD_AUTH: {
    startedBy: "operator",
    required: ["USERNAME", "PASSWORD"],
    refusal: notEnabled,
  },
  ADMIN_NO_SRP_AUTH: { startedBy: "operator", required: ["USERNAME", "PASSWORD"], refusal: notEnabled },
  CUSTOM_AUTH: { startedBy: "both", required: ["USERNAME"], refusal: notEnabled },
  USER_AUTH: {
    startedBy: "both",
    required: ["USERNAME"],
    refusal: "USER_AUTH flow not enabled for this client",
  },
  REFRESH_TOKEN_AUTH: { startedBy: "both", required: ["REFRESH_TOKEN"], refusal: notEnabled },
  REFRESH_TOKEN: { startedBy: "both", required: ["REFRESH_TOKEN"], refusal: notEnabled },
};

/**
 * Refuses a flow that this operation does not start, that the client does not allow, or whose parameters are missing, in that
 * order. Throws InvalidParameterException.
 */
export function checkFlow(
  given: { flow: AuthFlow; startedBy: "client" | "operator"; parameters: Readonly<Record<string, string>> },
  client: ClientSettings,
): void {
  const flow = flows[given.flow];
  if (flow.startedBy !== "both" && flow.startedBy !== given.startedBy) {
    throw invalidParameter("Initiate Auth method not supported.", "flow_of_other_operation");
  }
  if (!allowsFlow(client, given.flow)) throw invalidParameter(flow.refusal, "flow_not_enabled");
  for (const name of flow.required) if (!given.parameters[name]) throw missingParameter(name);
}
