import type { Migration } from "../migrations.ts";

/** Jobs that import users, the files they read, what became of the lines, and the password hashes they bring. */
export const userImports: Migration = {
  name: "user imports",
  statements: [
    (db) =>
      db.schema
        .createTable("import_jobs")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("role_arn", "text", (column) => column.notNull())
        .addColumn("algorithm", "text")
        .addColumn("status", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("started_at", "bigint")
        .addColumn("completed_at", "bigint")
        .addColumn("upload_id", "text")
        .addColumn("upload_size", "bigint")
        .addColumn("position", "bigint", (column) => column.notNull())
        .addColumn("lines", "bigint", (column) => column.notNull())
        .addColumn("imported", "bigint", (column) => column.notNull())
        .addColumn("skipped", "bigint", (column) => column.notNull())
        .addColumn("failed", "bigint", (column) => column.notNull())
        .addColumn("completion_message", "text")
        .addColumn("claim", "text")
        .addColumn("claimed_until", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("import_jobs_key", ["pool_id", "id"]),
    (db) => db.schema.createIndex("import_jobs_by_id").on("import_jobs").column("id").unique(),
    (db) =>
      db.schema.createIndex("import_jobs_by_age").on("import_jobs").columns(["pool_id", "created_at", "id"]),
    (db) => db.schema.createIndex("import_jobs_by_status").on("import_jobs").column("status"),
    (db) =>
      db.schema
        .createTable("import_chunks")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("job_id", "text", (column) => column.notNull())
        .addColumn("upload_id", "text", (column) => column.notNull())
        .addColumn("chunk_index", "bigint", (column) => column.notNull())
        .addColumn("sealed_bytes", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("import_chunks_key", ["pool_id", "job_id", "upload_id", "chunk_index"]),
    (db) =>
      db.schema
        .createTable("import_log")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("job_id", "text", (column) => column.notNull())
        .addColumn("line", "bigint", (column) => column.notNull())
        .addColumn("outcome", "text", (column) => column.notNull())
        .addColumn("reason", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("import_log_key", ["pool_id", "job_id", "line"]),
    (db) =>
      db.schema
        .createTable("imported_passwords")
        .addColumn("pool_id", "text", (column) => column.notNull())
        .addColumn("sub", "text", (column) => column.notNull())
        .addColumn("salt", "text", (column) => column.notNull())
        .addColumn("sealed_hash", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("imported_passwords_key", ["pool_id", "sub"]),
  ],
};
