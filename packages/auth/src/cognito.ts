// Everything of the main entry point, and what only apps need that take the library apart.
import { useStorage } from "./context.ts";
import type { KeyValueStorageInterface } from "./storage/storage.ts";

export * from "./index.ts";

/**
 * Where the tokens of the configured pool are kept.
 *
 * @example cognitoUserPoolsTokenProvider.setKeyValueStorage(sessionStorage);
 */
export const cognitoUserPoolsTokenProvider = {
  /** Keeps tokens there from here on. What is kept already does not move. */
  setKeyValueStorage(storage: KeyValueStorageInterface): void {
    useStorage(storage);
  },
};
