/** What the page is built with. */
interface ImportMetaEnv {
  readonly VITE_USER_POOL_ID: string;
  readonly VITE_USER_POOL_CLIENT_ID: string;
  readonly VITE_USER_POOL_ENDPOINT: string;
  readonly VITE_MAILBOX: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
