import type { ResourcesConfig } from "../config/resources-config.ts";
import { changeLibrary, configureDefault, configuredResources, findDefaultContext } from "../context.ts";
import type { KeyValueStorageInterface } from "../storage/storage.ts";
import { type AuthTokens, type FetchAuthSessionOptions, keptTokens } from "./session.ts";
import type { TokenProvider } from "./token-provider.ts";

/**
 * The tokens of whoever has signed in at the configured pool, and where they are kept.
 *
 * @example cognitoUserPoolsTokenProvider.setKeyValueStorage(sessionStorage);
 */
export const cognitoUserPoolsTokenProvider: TokenProvider & {
  /** Keeps tokens there from here on. What is kept already does not move. */
  setKeyValueStorage(storage: KeyValueStorageInterface): void;
  /** Which pool, where `Amplify.configure` has not said it. */
  setAuthConfig(auth: NonNullable<ResourcesConfig["Auth"]>): void;
  /** What the pool's triggers are told when tokens are refreshed. */
  setClientMetadataProvider(clientMetadata: () => Promise<Record<string, string>>): void;
} = {
  async getTokens(options?: FetchAuthSessionOptions): Promise<AuthTokens | null> {
    const context = findDefaultContext();
    const tokens = context === undefined ? undefined : await keptTokens(context, options);
    if (tokens === undefined) return null;
    const { accessToken, idToken, signInDetails } = tokens;
    return { accessToken, idToken, signInDetails };
  },
  setKeyValueStorage: (storage) => changeLibrary({ storage }),
  setAuthConfig(Auth) {
    if (configuredResources().Auth === undefined) configureDefault({ Auth }, undefined);
  },
  setClientMetadataProvider: (clientMetadata) => changeLibrary({ clientMetadata }),
};
