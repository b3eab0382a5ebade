import { ServiceError } from "../../kernel/errors.ts";
import { parseAuthorization } from "../../rules/signature-header.ts";
import { checkSignature, type SignedRequest } from "../../rules/signature.ts";
import type { OperatorKeyRecord } from "../../kernel/records.ts";
import type { CallContext, OperatorContext } from "../operation.ts";
import { checkPolicy, type SignedCall } from "./check-policy.ts";

/**
 * The operator who signed a request: the access key must be one of ours, the signature made with its secret, and the key's
 * policy must allow what is asked.
 *
 * @throws ServiceError MissingAuthenticationTokenException, IncompleteSignatureException, UnrecognizedClientException,
 *   InvalidSignatureException or AccessDeniedException.
 */
export async function resolveOperator(
  ctx: CallContext,
  http: SignedRequest,
  asked: SignedCall,
): Promise<OperatorContext["operator"]> {
  const header = http.headers["authorization"];
  if (header === undefined) {
    throw new ServiceError(
      "MissingAuthenticationTokenException",
      "Missing Authentication Token",
      "signature_missing",
    );
  }
  const authorization = parseAuthorization(header);
  const key = await ctx.world.store.operatorKeys.find(authorization.accessKeyId);
  // Our keys have no session token, so one that comes along belongs to somebody else's key.
  const isForeign = http.headers["x-amz-security-token"] !== undefined;
  if (key === undefined || isForeign || hasExpired(key, ctx.now)) throw unrecognized();
  const secret = ctx.world.rootKey.openOperatorSecret(key.accessKeyId, key.sealedSecret);
  checkSignature({ request: http, authorization, secret, now: ctx.now });
  checkPolicy(ctx.world, key, asked);
  return { accessKeyId: key.accessKeyId };
}

const hasExpired = ({ expiresAt }: OperatorKeyRecord, now: number): boolean =>
  expiresAt !== undefined && now >= expiresAt;

function unrecognized(): ServiceError {
  const message = "The security token included in the request is invalid.";
  return new ServiceError("UnrecognizedClientException", message, "operator_unknown");
}
