// What apps use beside the functions of the main entry point.
export { parseAmplifyConfig } from "./config/read-config.ts";
export { ConsoleLogger, type LogType } from "./console-logger.ts";
export { Hub, type HubCapsule, type HubListener, type HubListenOptions, type HubPayload } from "./hub.ts";
export { I18n, type Vocabulary } from "./translations.ts";
export { CookieStorage, type CookieStorageData } from "./storage/cookie-storage.ts";
export {
  defaultStorage,
  sessionStorage,
  sharedInMemoryStorage,
  type KeyValueStorageInterface,
} from "./storage/storage.ts";
