/**
 * What an operator key may do: which operations, and in which user pools. A policy only allows; what it does not allow is
 * refused, and so is what belongs to no pool (listing pools, making one) unless the key is for all of them.
 */
import { everyOperation, type OperationName, operationOf } from "@poolhouse/protocol";
import { isPoolId } from "../kernel/ids.ts";
import type { KeyPolicy } from "../kernel/records.ts";
import { onlyReads } from "./audit/effects.ts";
import { isFamily, membersOf } from "./operation-families.ts";

/** What keys may do that were made without saying it. */
export const fullPolicy: KeyPolicy = { operations: ["*"], pools: ["*"] };

/** The operations that want a signature, and so a key. The model signs one more, which is open (contract: wire 8). */
export const signedOperations: readonly OperationName[] = everyOperation.filter(
  (name) => operationOf(name).auth === "sigv4" && name !== "GetClientToken",
);

/** What is wrong with a policy, in a sentence; nothing if it can be kept. */
export function policyFault({ operations, pools }: KeyPolicy): string | undefined {
  if (operations.length === 0) return "A key must be allowed at least one operation.";
  if (pools.length === 0) return "A key must be allowed at least one user pool.";
  return operations.map(operationsFault).find(Boolean) ?? pools.map(poolFault).find(Boolean);
}

function operationsFault(entry: string): string | undefined {
  if (signedOperations.some((name) => isMeant(entry, name))) return undefined;
  // The record has the names of all operations as keys.
  if ((everyOperation as readonly string[]).includes(entry)) {
    return `'${entry}' needs no key: it is not an operator operation.`;
  }
  return (
    `'${entry}' allows nothing: it is not an operator operation, a family, read, write, ` +
    "or a name with * that fits an operator operation."
  );
}

function poolFault(entry: string): string | undefined {
  if (entry === "*" || isPoolId(entry)) return undefined;
  return `'${entry}' is not the id of a user pool, such as eu-west-1_AbCdEfGhI, or *.`;
}

/** Whether a policy allows an operation, in whichever pool. */
export function allowsOperation({ operations }: KeyPolicy, name: OperationName): boolean {
  return operations.some((entry) => isMeant(entry, name));
}

/** Whether a policy allows a pool; where the pool is `undefined`, whether it allows what belongs to none. */
export function allowsPool({ pools }: KeyPolicy, poolId: string | undefined): boolean {
  return pools.includes("*") || (poolId !== undefined && pools.includes(poolId));
}

function isMeant(entry: string, name: OperationName): boolean {
  if (entry === "*" || entry === name) return true;
  if (entry === "read") return onlyReads(name);
  if (entry === "write") return !onlyReads(name);
  if (isFamily(entry)) return membersOf(entry).includes(name);
  return /^[A-Za-z*]+$/.test(entry) && toPattern(entry).test(name);
}

const toPattern = (entry: string): RegExp => new RegExp(`^${entry.replaceAll("*", ".*")}$`);
