// The cookies of one visitor, as Next.js hands them over and as other frameworks do.
import type { ResourcesConfig } from "@poolhouse/auth";
import {
  createKeyValueStorageFromCookieStorageAdapter,
  createUserPoolsTokenProvider,
} from "@poolhouse/auth/adapter-core";
import type { Prelude } from "./doc-prelude.ts";

/** One jar, in three forms. */
export function openCookies(config: ResourcesConfig): Pick<Prelude, "cookies" | "adapter" | "tokenProvider"> {
  const jar = new Map<string, string>();
  const cookie = (name: string, value: string): { name: string; value: string } => ({ name, value });
  const getAll = (): { name: string; value: string }[] =>
    [...jar].map(([name, value]) => cookie(name, value));
  const set = (name: string, value: string): void => {
    if (value === "") jar.delete(name);
    else jar.set(name, value);
  };
  const adapter = {
    get: (name: string) => (jar.has(name) ? cookie(name, jar.get(name) ?? "") : undefined),
    getAll,
    set,
    delete: (name: string) => void jar.delete(name),
  };
  const storage = createKeyValueStorageFromCookieStorageAdapter(adapter);
  return {
    cookies: () => ({ getAll, set }),
    adapter,
    tokenProvider: createUserPoolsTokenProvider(config.Auth, storage),
  };
}
