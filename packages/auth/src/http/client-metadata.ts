/** What an app says to the triggers of the pool, in the options of a function. */
export interface MetadataOption {
  readonly clientMetadata?: Record<string, string> | undefined;
}
