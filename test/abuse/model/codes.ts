/** The codes of an authenticator app, as somebody reads them off: not used yet, used already, or wrong. */
import { createHmac } from "node:crypto";
import { computeCode, decodeBase32 } from "@poolhouse/protocol";
import { demand } from "./demand.ts";
import type { App } from "./truth.ts";

const stepOf = (now: number): number => Math.floor(now / 30_000);

/** A code with the step it belongs to. */
export interface AppCode {
  readonly code: string;
  readonly step: number;
}

function codeOf({ secret }: App, step: number): string {
  const key = decodeBase32(secret) ?? new Uint8Array();
  return computeCode((message) => createHmac("sha1", key).update(message).digest(), step);
}

/** The first code that was not used up and is in the window for a while; none if both of them were used. */
export function freshCode(app: App, now: number): AppCode | undefined {
  const step = Math.max(app.lastStep + 1, stepOf(now));
  return step > stepOf(now) + 1 ? undefined : { code: codeOf(app, step), step };
}

/** The code of the last step that was used up. */
export const usedCode = (app: App): AppCode => ({ code: codeOf(app, app.lastStep), step: app.lastStep });

/** A code of no step near now. */
export function wrongCode(app: App, now: number): string {
  const near = new Set(Array.from({ length: 13 }, (_, index) => codeOf(app, stepOf(now) - 6 + index)));
  const candidates = Array.from({ length: 14 }, (_, index) => String(70_000 * index + 1).padStart(6, "0"));
  return candidates.find((code) => !near.has(code)) ?? "";
}

/** I2: books a step that was just accepted. */
export function useStep(app: App, step: number): void {
  demand(step > app.lastStep, "I2: the code of a step that was used up was accepted");
  app.lastStep = step;
}
