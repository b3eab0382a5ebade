import type { KeyValueStorageInterface } from "./storage.ts";

/** The page's cookies as a storage that is loaded when it is first used: most apps are not rendered on a server. */
export function pageCookies(): KeyValueStorageInterface {
  const open = async (): Promise<KeyValueStorageInterface> => {
    const { CookieStorage } = await import("./cookie-storage.ts");
    return new CookieStorage({ sameSite: "lax" });
  };
  return {
    setItem: async (key, value) => (await open()).setItem(key, value),
    getItem: async (key) => (await open()).getItem(key),
    removeItem: async (key) => (await open()).removeItem(key),
    clear: async () => (await open()).clear(),
  };
}
