import type { PasswordHashingAlgorithmType, UserImportJobStatusType } from "@poolhouse/protocol";
import type { ImportLogLine } from "../kernel/import-job.ts";

/** The tables of user imports. */
export interface ImportTables {
  import_jobs: ImportJobTable;
  import_chunks: ImportChunkTable;
  import_log: ImportLogTable;
  imported_passwords: ImportedPasswordTable;
}

interface ImportJobTable {
  pool_id: string;
  id: string;
  name: string;
  role_arn: string;
  algorithm: PasswordHashingAlgorithmType | null;
  status: UserImportJobStatusType;
  created_at: number;
  started_at: number | null;
  completed_at: number | null;
  upload_id: string | null;
  upload_size: number | null;
  position: number;
  lines: number;
  imported: number;
  skipped: number;
  failed: number;
  completion_message: string | null;
  claim: string | null;
  claimed_until: number;
}

interface ImportChunkTable {
  pool_id: string;
  job_id: string;
  upload_id: string;
  chunk_index: number;
  sealed_bytes: string;
}

interface ImportLogTable {
  pool_id: string;
  job_id: string;
  line: number;
  outcome: ImportLogLine["outcome"];
  reason: string;
}

interface ImportedPasswordTable {
  pool_id: string;
  sub: string;
  salt: string;
  sealed_hash: string;
}
