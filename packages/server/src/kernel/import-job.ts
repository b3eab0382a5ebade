import type { PasswordHashingAlgorithmType, UserImportJobStatusType } from "@poolhouse/protocol";

/** A job that brings users from a file into a pool. */
export interface ImportJobRecord {
  poolId: string;
  /** `import-` and 10 letters or digits. */
  id: string;
  name: string;
  /** Stored and shown; there is no CloudWatch to write to. */
  roleArn: string;
  /** How the passwords of the file are hashed; absent where it brings none. */
  algorithm?: PasswordHashingAlgorithmType | undefined;
  status: UserImportJobStatusType;
  createdAt: number;
  startedAt?: number | undefined;
  completedAt?: number | undefined;
  /** The file that is there; absent before one was uploaded whole. */
  upload?: ImportUpload | undefined;
  /** Bytes of the file that have been dealt with, always to the end of a line. */
  position: number;
  /** Lines of the file that have been dealt with, its header included. */
  lines: number;
  imported: number;
  skipped: number;
  failed: number;
  completionMessage?: string | undefined;
}

/** A file as it was uploaded, kept in chunks of {@link importChunkSize} bytes. */
export interface ImportUpload {
  id: string;
  /** Bytes. */
  size: number;
}

/** What became of one line that made no user. The lines that are not in a job's log made one. */
export interface ImportLogLine {
  /** From 1; the header is line 1. */
  line: number;
  outcome: "SKIPPED" | "FAILED";
  /** A sentence that names columns, never their values. */
  reason: string;
}

/** A hash that somebody's password had elsewhere: good until it is first typed here, or replaced. */
export interface ImportedPassword {
  poolId: string;
  sub: string;
  /** Of the password record that it stands in for: with another one it is void. */
  salt: string;
  sealedHash: string;
}

/** Bytes of a file that are stored and read together. */
export const importChunkSize: number = 256 * 1024;
