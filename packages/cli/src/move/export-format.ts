/** The first line of an export, which says what follows. */
export interface ExportHead {
  readonly format: "poolhouse-export";
  readonly version: 1;
  readonly userPoolId: string;
  /** Whether client secrets and passwords are in it. */
  readonly hasSecrets: boolean;
}

/** The head of an export of this version. */
export function exportHead(userPoolId: string, hasSecrets: boolean): ExportHead {
  return { format: "poolhouse-export", version: 1, userPoolId, hasSecrets };
}

/** Whether a line is the head of an export that can be read here. */
export function isExportHead(line: Readonly<Record<string, unknown>>): boolean {
  return line["format"] === "poolhouse-export" && line["version"] === 1;
}
