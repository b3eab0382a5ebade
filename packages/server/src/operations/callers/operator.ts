import type { OperationName } from "@poolhouse/protocol";
import { ServiceError } from "../../kernel/errors.ts";
import { parseAuthorization } from "../../rules/signature-header.ts";
import { checkSignature, type SignedRequest } from "../../rules/signature.ts";
import type { CallContext, OperatorContext } from "../operation.ts";

/**
 * The operator who signed a request: the access key must be one of ours, and the signature made with its secret.
 * Keys carry no policy yet: whoever holds one may call every operator operation.
 *
 * @throws ServiceError MissingAuthenticationTokenException, IncompleteSignatureException, UnrecognizedClientException or
 *   InvalidSignatureException.
 */
export async function resolveOperator(
  ctx: CallContext,
  _name: OperationName,
  http: SignedRequest,
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
  const secret = await findSecret(ctx, authorization.accessKeyId);
  // Our keys are permanent and have no session token, so one that comes along belongs to somebody else's key.
  if (secret === undefined || http.headers["x-amz-security-token"] !== undefined) throw unrecognized();
  checkSignature({ request: http, authorization, secret, now: ctx.now });
  return { accessKeyId: authorization.accessKeyId };
}

async function findSecret({ world }: CallContext, accessKeyId: string): Promise<string | undefined> {
  const key = await world.store.operatorKeys.find(accessKeyId);
  return key === undefined ? undefined : world.rootKey.openOperatorSecret(key.accessKeyId, key.sealedSecret);
}

function unrecognized(): ServiceError {
  const message = "The security token included in the request is invalid.";
  return new ServiceError("UnrecognizedClientException", message, "operator_unknown");
}
