/** What an app says to the triggers of the pool, in the options of a function. */
export interface MetadataOption {
  readonly clientMetadata?: Record<string, string> | undefined;
}

/** The member of a request that carries it; nothing if the app says nothing. */
export function metadataIn(options: MetadataOption | undefined): { ClientMetadata?: Record<string, string> } {
  return options?.clientMetadata === undefined ? {} : { ClientMetadata: options.clientMetadata };
}
