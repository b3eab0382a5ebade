import type { CreateTermsRequest, TermsType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient, createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";

let service: Service;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId, ClientId } = await createPool(service));
});
afterEach(() => service.close());

const Links = { "cognito:default": "https://example.com/terms", "cognito:german": "https://example.com/agb" };
const document = {
  TermsName: "terms-of-use",
  TermsSource: "LINK",
  Enforcement: "NONE",
  Links,
} as const;
const notFound = { type: "ResourceNotFoundException", message: "Terms not found." };
const TermsId = "9f0c1b2a-4d5e-4f60-8a7b-0123456789ab";

async function make(input: Partial<CreateTermsRequest> = {}): Promise<TermsType> {
  const { Terms } = await service.call("CreateTerms", { UserPoolId, ClientId, ...document, ...input });
  if (Terms === undefined) throw new Error("no terms");
  service.clock.advance(1);
  return Terms;
}

describe("a terms document", () => {
  test("is made, shown by id and by client, changed member by member and removed", async () => {
    const now = service.clock.now();
    const made = await make();
    expect(made).toEqual({
      TermsId: made.TermsId,
      UserPoolId,
      ClientId,
      ...document,
      CreationDate: now / 1000,
      LastModifiedDate: now / 1000,
    });
    const byId = { UserPoolId, TermsId: made.TermsId };
    const byClient = { UserPoolId, ClientId, TermsName: "terms-of-use" };
    expect(await service.call("DescribeTerms", byId)).toEqual({ Terms: made });
    expect(await service.call("DescribeTermsByClient", byClient)).toEqual({ Terms: made });
    service.clock.advance(hour);
    const renamed = await service.call("UpdateTerms", { ...byId, TermsName: "privacy-policy" });
    const LastModifiedDate = service.clock.now() / 1000;
    expect(renamed.Terms).toEqual({ ...made, TermsName: "privacy-policy", LastModifiedDate });
    const links = { "cognito:french": "http://example.com/cgu" };
    const changed = await service.call("UpdateTerms", { ...byId, Links: links });
    expect(changed.Terms).toMatchObject({ TermsName: "privacy-policy", Links: links });
    expect(changed.Terms?.Links).toEqual(links);
    expect(await service.call("DeleteTerms", byId)).toBeUndefined();
    await expect(service.call("DescribeTerms", byId)).rejects.toMatchObject(notFound);
  });

  test("is one of its name for its client", async () => {
    const exists = { type: "TermsExistsException" };
    await make();
    await expect(make()).rejects.toMatchObject(exists);
    const other = await make({ TermsName: "privacy-policy" });
    const change = { UserPoolId, TermsId: other.TermsId, TermsName: "terms-of-use" };
    await expect(service.call("UpdateTerms", change)).rejects.toMatchObject(exists);
    await make({ ClientId: await createClient(service, { UserPoolId }) });
  });

  test("that does not exist cannot be shown, changed or removed", async () => {
    const byId = { UserPoolId, TermsId };
    const byClient = { UserPoolId, ClientId, TermsName: "terms-of-use" };
    await expect(service.call("DescribeTerms", byId)).rejects.toMatchObject(notFound);
    await expect(service.call("DescribeTermsByClient", byClient)).rejects.toMatchObject(notFound);
    await expect(service.call("UpdateTerms", byId)).rejects.toMatchObject(notFound);
    await expect(service.call("DeleteTerms", byId)).rejects.toMatchObject(notFound);
  });

  test("belongs to a client of the pool, and goes with it", async () => {
    const { ClientId: foreign } = await createPool(service);
    await expect(make({ ClientId: foreign })).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: `User pool client ${foreign} does not exist.`,
    });
    const made = await make();
    await service.call("DeleteUserPoolClient", { UserPoolId, ClientId });
    const byId = { UserPoolId, TermsId: made.TermsId };
    await expect(service.call("DescribeTerms", byId)).rejects.toMatchObject(notFound);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "/terms", "ftp://example.com/terms"])(
    "does not lead to %s",
    async (link) => {
      const refused = { type: "InvalidParameterException" };
      const links = { ...Links, "cognito:french": link };
      await expect(make({ Links: links })).rejects.toMatchObject(refused);
      const { TermsId: id } = await make();
      const change = { UserPoolId, TermsId: id, Links: links };
      await expect(service.call("UpdateTerms", change)).rejects.toMatchObject(refused);
    },
  );

  test("has links", async () => {
    await expect(make({ Links: undefined })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Links is required for TermsSource LINK.",
    });
  });

  test("is one of forty at most", async () => {
    for (let index = 0; index < 20; index += 1) {
      const client = await createClient(service, { UserPoolId });
      for (const TermsName of ["terms-of-use", "privacy-policy"]) await make({ ClientId: client, TermsName });
    }
    await expect(make()).rejects.toMatchObject({ type: "LimitExceededException" });
  });
});

test("the list comes by age, in pages, without links", async () => {
  const [first, second] = [await make(), await make({ TermsName: "privacy-policy" })];
  const { Terms, NextToken } = await service.call("ListTerms", { UserPoolId, MaxResults: 1 });
  const { Links: _links, TermsSource: _source, UserPoolId: _pool, ClientId: _client, ...shown } = first;
  expect(Terms).toEqual([shown]);
  const rest = await service.call("ListTerms", { UserPoolId, MaxResults: 1, NextToken });
  expect(rest.Terms.map((terms) => terms.TermsId)).toEqual([second.TermsId]);
  expect(rest.NextToken).toBeUndefined();
});
