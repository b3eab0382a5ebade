/** A fault in a definition, for its author: `name` says which rule, `resolution` what to do. */
export class DefinitionError extends Error {
  /** What exactly is wrong where the message only names the rule. */
  readonly details: string | undefined;
  readonly resolution: string | undefined;

  constructor(
    name: string,
    message: string,
    more: ErrorOptions & { details?: string; resolution?: string } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = name;
    this.details = more.details;
    this.resolution = more.resolution;
  }
}
