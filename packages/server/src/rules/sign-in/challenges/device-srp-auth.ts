import { incorrectUsernameOrPassword, invalidSession, missingParameter } from "../../../kernel/errors.ts";
import type { Challenge } from "../facts.ts";

/** DEVICE_SRP_AUTH: the device is to prove itself; its first value leads to DEVICE_PASSWORD_VERIFIER. */
export const deviceSrpAuth: Challenge = {
  issue: () => ({ parameters: {} }),
  check({ facts, responses }) {
    if (!responses["DEVICE_KEY"]) throw missingParameter("DEVICE_KEY");
    if (!responses["SRP_A"]) throw missingParameter("SRP_A");
    // The pool stopped tracking devices since the challenge was asked.
    if (facts.device === undefined) return { passed: false, error: invalidSession("devices_not_tracked") };
    if (!facts.device.remembered) {
      const error = incorrectUsernameOrPassword("device_not_remembered");
      return { passed: false, error, endsSession: true };
    }
    return { passed: true, effects: [], next: "DEVICE_PASSWORD_VERIFIER" };
  },
};
