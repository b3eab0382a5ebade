/** Passwords as they are kept, for an export that is to replace its pool: read from the data itself, as no operation tells them. */
import { findPasswordVerifier, openInstallation, readConfig, silentLog } from "@poolhouse/server";
import type { ImportedUserType } from "@poolhouse/protocol";
import type { Given } from "../command.ts";

export interface Passwords {
  /** What an import needs to know of a user's password; nothing if there is none that was ever typed here. */
  find(sub: string): Promise<Pick<ImportedUserType, "PasswordVerifier">>;
  close(): Promise<void>;
}

/** Opens the data that the flags of `serve` name, which must be that of the server that is asked. */
export async function openPasswords(given: Given, poolId: string): Promise<Passwords> {
  const installation = await openInstallation(readConfig(given.settings, process.env), { log: silentLog });
  return {
    async find(sub) {
      const found = await findPasswordVerifier(installation, { poolId, sub });
      if (found === undefined) return {};
      const { salt, verifier, setAt } = found;
      return { PasswordVerifier: { Salt: salt, Verifier: verifier, SetDate: setAt / 1000 } };
    },
    close: () => installation.store.close(),
  };
}
