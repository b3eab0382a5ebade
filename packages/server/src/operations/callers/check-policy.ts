import { type JsonObject, type OperationName, operationOf, shapeOf } from "@poolhouse/protocol";
import { ServiceError } from "../../kernel/errors.ts";
import { isPoolId, regionOf } from "../../kernel/ids.ts";
import type { OperatorKeyRecord } from "../../kernel/records.ts";
import { allowsOperation, allowsPool } from "../../rules/key-policy.ts";
import type { World } from "../operation.ts";
import { findPoolId } from "../tags/pool-of-arn.ts";

/** A signed request whose signature is good. */
export interface SignedCall {
  readonly name: OperationName;
  /** Not yet compared with the model. */
  readonly body: JsonObject;
}

/**
 * Refuses what the key's policy does not allow. It looks at nothing but the request, so that nobody learns what exists where
 * they may not go.
 *
 * @throws ServiceError AccessDeniedException.
 */
export function checkPolicy(
  { accountId }: Pick<World, "accountId">,
  { accessKeyId, policy }: Pick<OperatorKeyRecord, "accessKeyId" | "policy">,
  { name, body }: SignedCall,
): void {
  const poolId = poolOf(name, body);
  const isPoolAllowed = allowsPool(policy, poolId);
  const refused = demandedBy(name).find((each) => !isPoolAllowed || !allowsOperation(policy, each));
  if (refused === undefined) return;
  const user = `arn:aws:iam::${accountId}:user/${accessKeyId}`;
  throw new ServiceError(
    "AccessDeniedException",
    `User: ${user} is not authorized to perform: cognito-idp:${refused} on resource: ${arnOf(poolId, accountId)}`,
    isPoolAllowed ? "operation_not_allowed" : "pool_not_allowed",
  );
}

/** One operation needs the permission of its neighbour as well (contract: wire 8.1). */
const demandedBy = (name: OperationName): readonly OperationName[] =>
  name === "DescribeTermsByClient" ? [name, "DescribeTerms"] : [name];

/**
 * The pool that a request is about, if it says so where the model has a place for it. Members that the operation does not have
 * are ignored later on, so they are not believed here.
 */
function poolOf(name: OperationName, body: JsonObject): string | undefined {
  const shape = shapeOf(operationOf(name).input);
  const members = shape.type === "structure" ? shape.members : {};
  const { UserPoolId: id, ResourceArn: arn } = body;
  if (Object.hasOwn(members, "UserPoolId")) return typeof id === "string" ? id : undefined;
  if (Object.hasOwn(members, "ResourceArn")) return typeof arn === "string" ? findPoolId(arn) : undefined;
  return undefined;
}

/** The pool as policies of the original name it. What has not the form of an id is not repeated. */
function arnOf(poolId: string | undefined, accountId: string): string {
  if (poolId === undefined || !isPoolId(poolId)) return "*";
  return `arn:aws:cognito-idp:${regionOf(poolId)}:${accountId}:userpool/${poolId}`;
}
