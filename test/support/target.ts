import { isOperationName, serviceName, serviceOf } from "@poolhouse/protocol";

/** The X-Amz-Target of an operation; names that no operation has are put under the protocol. */
export function targetOf(name: string): string {
  return `${isOperationName(name) ? serviceOf(name) : serviceName}.${name}`;
}
