import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOtherClient, createPlace } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";

let service: Service;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  service = await createService();
  const app = await createPlace(service);
  [UserPoolId, ClientId] = [app.poolId, app.clientId];
  await service.store.domains.insert({
    name: "people",
    poolId: UserPoolId,
    kind: "prefix",
    managedLoginVersion: 1,
    createdAt: 0,
    modifiedAt: 0,
  });
});
afterEach(() => service.close());

const png = Buffer.from("89504e470d0a1a0a00", "hex").toString("base64");
const jpeg = Buffer.from("ffd8ffe000", "hex").toString("base64");
const css = `/* calm */
.banner-customizable { padding: 25px 0px 25px 0px; background-color: lightgray; }
.submitButton-customizable:hover { color: #fff; background: linear-gradient(135deg, #ffc125 0%, rgba(1, 2, 3, 0.5) 100%) }
.label-customizable { font-family: "Open Sans", sans-serif; font-weight: 400 !important }`;

const set = (given: { ClientId?: string; CSS?: string; ImageFile?: string }) =>
  service.call("SetUICustomization", { UserPoolId, ...given });
const get = (client?: string) =>
  service.call("GetUICustomization", { UserPoolId, ...(client !== undefined && { ClientId: client }) });
const invalid = (message: string) => ({ type: "InvalidParameterException", message });

describe("a customisation", () => {
  test("is set and shown, and set again whole", async () => {
    const now = service.clock.now();
    const first = await set({ ClientId, CSS: css, ImageFile: png });
    expect(first.UICustomization).toEqual({
      UserPoolId,
      ClientId,
      ImageUrl: `data:image/png;base64,${png}`,
      CSS: css,
      CSSVersion: expect.stringMatching(/^\d{14}$/),
      CreationDate: now / 1000,
      LastModifiedDate: now / 1000,
    });
    service.clock.advance(hour);
    await set({ ClientId, ImageFile: jpeg });
    const second = await get(ClientId);
    expect(second.UICustomization).toEqual({
      UserPoolId,
      ClientId,
      ImageUrl: `data:image/jpeg;base64,${jpeg}`,
      CreationDate: now / 1000,
      LastModifiedDate: (now + hour) / 1000,
    });
    await set({ ClientId });
    expect(await get(ClientId)).toEqual({ UICustomization: {} });
  });

  test("of a client stands before that of all clients", async () => {
    const other = await createOtherClient(service, { poolId: UserPoolId, clientId: ClientId });
    await set({ CSS: ".banner-customizable { color: red }" });
    await set({ ClientId, CSS: ".banner-customizable { color: blue }" });
    expect((await get(ClientId)).UICustomization).toMatchObject({
      ClientId,
      CSS: expect.stringContaining("blue"),
    });
    for (const client of [undefined, other.clientId])
      expect((await get(client)).UICustomization).toMatchObject({
        ClientId: "ALL",
        CSS: expect.stringContaining("red"),
      });
  });

  test("goes with its client", async () => {
    await set({ ClientId, CSS: css });
    await service.call("DeleteUserPoolClient", { UserPoolId, ClientId });
    expect(await service.store.uiCustomizations.find(UserPoolId, ClientId)).toBeUndefined();
  });

  test("needs a client that exists, and a domain", async () => {
    const unknown = { type: "ResourceNotFoundException" };
    await expect(set({ ClientId: "nobody", CSS: css })).rejects.toMatchObject(unknown);
    await expect(get("nobody")).rejects.toMatchObject(unknown);
    await service.store.domains.remove(UserPoolId, "people");
    await expect(set({ CSS: css })).rejects.toMatchObject(
      invalid("A domain must be associated with this user pool."),
    );
  });

  test("has a logo that is a PNG or JPEG image", async () => {
    for (const ImageFile of [
      Buffer.from("<svg/>").toString("base64"),
      Buffer.from("GIF89a").toString("base64"),
    ])
      await expect(set({ ImageFile })).rejects.toMatchObject(
        invalid("ImageFile must be a PNG or JPEG image."),
      );
  });
});

describe("a style sheet", () => {
  const banner = (declaration: string): string => `.banner-customizable { ${declaration} }`;
  const badValue = (property: string): string => `The value of the CSS property ${property} is not allowed.`;
  test.each([
    [
      "styles the pages' own classes",
      "body { color: red }",
      "The CSS class body is not in the list of allowed classes.",
    ],
    [
      "styles one class at a time",
      ".label-customizable, .logo-customizable { color: red }",
      "The CSS class .label-customizable, .logo-customizable is not in the list of allowed classes.",
    ],
    [
      "imports nothing",
      "@import 'x'; .logo-customizable { color: red }",
      "The CSS class @import 'x'; .logo-customizable is not in the list of allowed classes.",
    ],
    [
      "has no conditions",
      "@media print { .logo-customizable { color: red } }",
      "The CSS has braces that do not match.",
    ],
    ["is whole", ".logo-customizable { color: red", "The CSS ends within a rule."],
    ["ends its comments", ".logo-customizable { color: red } /* ", "The CSS ends within a comment."],
    ["loads nothing", banner("background: url(https://example.com/x)"), badValue("background")],
    ["loads nothing quoted", banner("background: url('x')"), badValue("background")],
    ["escapes nothing", banner("background: u\\72l(x)"), badValue("background")],
    ["runs nothing", banner("width: expression(alert(1))"), badValue("width")],
    ["closes no element", banner('font-family: "</style>"'), badValue("font-family")],
    ["closes its quotes", banner('font-family: "a'), badValue("font-family")],
    ["uses no variables", banner("color: var(--x)"), badValue("color")],
    [
      "puts nothing somewhere else",
      banner("position: fixed"),
      "The CSS property position is not in the list of allowed properties.",
    ],
    [
      "adds no text",
      banner('content: "x"'),
      "The CSS property content is not in the list of allowed properties.",
    ],
    [
      "behaves",
      banner("-moz-binding: none"),
      "The CSS property -moz-binding is not in the list of allowed properties.",
    ],
  ])("%s", async (_name, CSS, message) => {
    await expect(set({ CSS })).rejects.toMatchObject(invalid(message));
  });

  test("of the greatest length is read at once", async () => {
    const long = "/*".repeat(65_536);
    await expect(set({ CSS: long })).rejects.toMatchObject(invalid("The CSS ends within a comment."));
    await set({ CSS: `${banner("color: red")}${"/**/".repeat(32_000)}` });
  });
});
