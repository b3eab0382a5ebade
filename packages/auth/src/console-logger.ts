/** From the most talkative to silence. */
export type LogType = "VERBOSE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "NONE";

const order: readonly LogType[] = ["VERBOSE", "DEBUG", "INFO", "WARN", "ERROR", "NONE"];

/**
 * Lines on the console under a name, as many as the level lets through. This package writes none of its own; it is here for the
 * apps that use it.
 *
 * @example new ConsoleLogger("sign-in").warn("The code has expired.");
 */
export class ConsoleLogger {
  /** For all loggers; a logger's own wins. */
  static LOG_LEVEL: LogType | null = null;

  readonly name: string;
  level: LogType;

  constructor(name: string, level: LogType = "WARN") {
    this.name = name;
    this.level = level;
  }

  verbose(...told: readonly unknown[]): void {
    this.#write("VERBOSE", told);
  }

  debug(...told: readonly unknown[]): void {
    this.#write("DEBUG", told);
  }

  info(...told: readonly unknown[]): void {
    this.#write("INFO", told);
  }

  log(...told: readonly unknown[]): void {
    this.#write("INFO", told);
  }

  warn(...told: readonly unknown[]): void {
    this.#write("WARN", told);
  }

  error(...told: readonly unknown[]): void {
    this.#write("ERROR", told);
  }

  #write(type: LogType, told: readonly unknown[]): void {
    const level = ConsoleLogger.LOG_LEVEL ?? this.level;
    if (order.indexOf(type) < order.indexOf(level)) return;
    const write = type === "ERROR" ? console.error : type === "WARN" ? console.warn : console.log;
    write(`[${type}] ${this.name}`, ...told);
  }
}
