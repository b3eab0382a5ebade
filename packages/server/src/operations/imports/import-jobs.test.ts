import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createImportPlace,
  importHeader,
  type Importer,
  importInto,
  importRow,
  jobKey,
} from "../../../../../test/support/imports.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createPlace } from "../../../../../test/support/people.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { attendImports } from "./attend-imports.ts";
import { day, minute } from "../../kernel/clock.ts";
import { receiveUpload } from "./receive-upload.ts";
import { runImportJobs } from "./run-jobs.ts";
import type { Store } from "../../ports/store.ts";

let service: Service;
let app: App;
let UserPoolId: string;
let importer: Importer;
beforeEach(async () => {
  service = await createService();
  app = await createImportPlace(service);
  UserPoolId = app.poolId;
  importer = importInto(service, UserPoolId);
});
afterEach(() => service.close());

describe("the file of an import job", () => {
  test("is taken for a quarter of an hour, with the job's token, and replaces the one before", async () => {
    const job = await importer.create();
    const url = new URL(job.PreSignedUrl ?? "");
    url.searchParams.set("token", "A".repeat(43));
    expect(await importer.put({ ...job, PreSignedUrl: url.href }, importHeader)).toBe("refused");
    expect(
      await importer.put({ ...job, PreSignedUrl: `${job.PreSignedUrl?.replace("import-", "import-x")}` }, ""),
    ).toBe("refused");
    expect(await importer.put(job, "not this one")).toBe("stored");
    service.clock.advance(15 * minute - 1);
    expect(await importer.put(job, [importHeader, importRow("ada")].join("\n"))).toBe("stored");
    service.clock.advance(1);
    expect(await importer.put(job, "too late")).toBe("refused");
    await importer.start(job);
    await attendImports(service.world, () => false);
    expect(await importer.show(job)).toMatchObject({ Status: "Succeeded", ImportedUsers: 1 });
  });

  test("is not the one that broke off", async () => {
    const job = await importer.create();
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from(importHeader);
      throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    }
    expect(await importer.put(job, broken())).toBe("broken-off");
    await expect(importer.start(job)).rejects.toMatchObject({
      type: "PreconditionNotMetException",
      message: "The CSV file of the import job has not been uploaded.",
    });
  });

  test("may be of a certain size", async () => {
    const job = await importer.create();
    async function* endless(piece: Buffer): AsyncGenerator<Buffer> {
      for (let count = 0; count < 1_000_000; count += 1) yield piece;
    }
    expect(await importer.put(job, endless(Buffer.from("\n".repeat(1000))))).toBe("too-many-lines");
    const upload = {
      jobId: job.JobId ?? "",
      token: new URL(job.PreSignedUrl ?? "").searchParams.get("token") ?? "",
    };
    const declared = 100 * 1024 * 1024 + 1;
    const body = endless(Buffer.alloc(0));
    expect(await receiveUpload(service.world, { ...upload, declared, body })).toBe("too-large");
  });
});

describe("the state of an import job", () => {
  test("lets it be started once, with a file, in a pool that verifies something, and alone", async () => {
    const [job, other] = [await importer.create(), await importer.create()];
    const refusal = (message: string) => ({ type: "PreconditionNotMetException", message });
    await expect(importer.start(job)).rejects.toMatchObject(
      refusal("The CSV file of the import job has not been uploaded."),
    );
    await importer.put(job, importHeader);
    await importer.put(other, importHeader);
    expect(await importer.start(job)).toMatchObject({ Status: "Pending" });
    await expect(importer.start(job)).rejects.toMatchObject(
      refusal("The import job is in the state Pending."),
    );
    await expect(importer.start(other)).rejects.toMatchObject(refusal("Another import job is active."));
    const { poolId } = await createPlace(service);
    const unverified = await importer.create({ UserPoolId: poolId });
    await importer.put(unverified, importHeader);
    await expect(importer.start(unverified)).rejects.toMatchObject(
      refusal("The user pool must have at least one auto-verified attribute."),
    );
  });

  test("is Stopping and then Stopped where somebody stops it, for good", async () => {
    const job = await importer.create();
    await importer.put(job, [importHeader, importRow("ada")].join("\n"));
    await expect(service.call("StopUserImportJob", jobKey(job))).rejects.toMatchObject({
      type: "PreconditionNotMetException",
      message: "The import job is not running.",
    });
    await importer.start(job);
    const stopping = await service.call("StopUserImportJob", jobKey(job));
    expect(stopping.UserImportJob).toMatchObject({ Status: "Stopping" });
    await attendImports(service.world, () => false);
    expect(await importer.show(job)).toMatchObject({
      Status: "Stopped",
      CompletionMessage: "The Import Job was stopped by the developer.",
      ImportedUsers: 0,
    });
    await expect(importer.start(job)).rejects.toMatchObject({ type: "PreconditionNotMetException" });
  });

  test("takes no line after a stop in the middle", async () => {
    const job = await importer.create();
    const rows = Array.from({ length: 200 }, (_, index) => importRow(`user${index}`));
    await importer.put(job, [importHeader, ...rows].join("\n"));
    await importer.start(job);
    // Between two looks a batch is done; the third look finds somebody stopping the job.
    let looks = 0;
    const stopAtThird = () => {
      looks += 1;
      if (looks === 3) void service.store.imports.stop(UserPoolId, job.JobId ?? "");
      return false;
    };
    await runImportJobs(service.world, stopAtThird);
    const stopped = await importer.show(job);
    expect(stopped).toMatchObject({ Status: "Stopped" });
    expect(await service.store.pools.countUsers(UserPoolId)).toBe(stopped.ImportedUsers);
    expect(stopped.ImportedUsers).toBeLessThan(200);
  });

  test("is Expired after a day", async () => {
    const job = await importer.create();
    await importer.put(job, importHeader);
    service.clock.advance(day - 1);
    expect(await importer.show(job)).toMatchObject({ Status: "Created" });
    service.clock.advance(1);
    expect(await importer.show(job)).toMatchObject({ Status: "Expired" });
    await expect(importer.start(job)).rejects.toMatchObject({
      type: "PreconditionNotMetException",
      message: "The import job has expired.",
    });
    await attendImports(service.world, () => false);
    await expect(importer.start(job)).rejects.toMatchObject({
      message: "The import job is in the state Expired.",
    });
    expect(await service.store.imports.purgeChunks(1)).toBe(0);
  });

  test("keeps the pool as it is while it is active", async () => {
    const job = await importer.create();
    await importer.put(job, importHeader);
    await importer.start(job);
    const busy = {
      type: "UserImportInProgressException",
      message: "A user import job is in progress for the user pool.",
    };
    const CustomAttributes = [{ Name: "color", AttributeDataType: "String" as const }];
    await expect(service.call("UpdateUserPool", { UserPoolId })).rejects.toMatchObject(busy);
    await expect(service.call("DeleteUserPool", { UserPoolId })).rejects.toMatchObject(busy);
    await expect(service.call("AddCustomAttributes", { UserPoolId, CustomAttributes })).rejects.toMatchObject(
      busy,
    );
    await attendImports(service.world, () => false);
    await service.call("AddCustomAttributes", { UserPoolId, CustomAttributes });
    await service.call("DeleteUserPool", { UserPoolId });
  });
});

describe("import jobs", () => {
  test("are listed newest first, in pages", async () => {
    const none = await service.call("ListUserImportJobs", { UserPoolId, MaxResults: 2 });
    expect(none.UserImportJobs).toBeUndefined();
    const ids: (string | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push((await importer.create()).JobId);
      service.clock.advance(1);
    }
    const first = await service.call("ListUserImportJobs", { UserPoolId, MaxResults: 2 });
    expect(first.UserImportJobs?.map(({ JobId }) => JobId)).toEqual(ids.toReversed().slice(0, 2));
    const PaginationToken = first.PaginationToken ?? "";
    const rest = await service.call("ListUserImportJobs", { UserPoolId, MaxResults: 2, PaginationToken });
    expect(rest.UserImportJobs?.map(({ JobId }) => JobId)).toEqual(ids.slice(0, 1));
    expect(rest.PaginationToken).toBeUndefined();
  });

  test("that do not exist cannot be shown, started or stopped", async () => {
    const input = { UserPoolId, JobId: "import-0123456789" };
    const unknown = { type: "ResourceNotFoundException", message: "User import job not found." };
    await expect(service.call("DescribeUserImportJob", input)).rejects.toMatchObject(unknown);
    await expect(service.call("StartUserImportJob", input)).rejects.toMatchObject(unknown);
    await expect(service.call("StopUserImportJob", input)).rejects.toMatchObject(unknown);
  });

  test("are at most a thousand in a pool", async () => {
    const count: typeof service.store.imports.count = () => Promise.resolve(1000);
    const crowd = (store: Store): Store => ({
      ...store,
      transaction: (run) => store.transaction((tx) => run({ ...tx, imports: { ...tx.imports, count } })),
      watched: (witness) => crowd(store.watched(witness)),
    });
    Object.assign(service.store, crowd({ ...service.store }));
    await expect(importer.create()).rejects.toMatchObject({
      type: "LimitExceededException",
      message: "A user pool has at most 1000 import jobs.",
    });
  });

  test("have a header that names the pool's attributes", async () => {
    const { CSVHeader = [] } = await service.call("GetCSVHeader", { UserPoolId });
    expect(CSVHeader.toSorted()).toEqual(importHeader.split(",").toSorted());
    expect(CSVHeader.slice(-3)).toEqual(["custom:team", "cognito:mfa_enabled", "cognito:username"]);
  });
});
