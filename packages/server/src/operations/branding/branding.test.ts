import type { AssetType, JsonValue } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOtherClient, createPlace } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";
import { defaultSettings } from "../../rules/branding/default-settings.ts";
import { checkSettings } from "../../rules/branding/settings.ts";

let service: Service;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  service = await createService();
  const app = await createPlace(service);
  [UserPoolId, ClientId] = [app.poolId, app.clientId];
});
afterEach(() => service.close());

interface Given {
  ClientId?: string;
  UseCognitoProvidedValues?: boolean;
  Settings?: JsonValue;
  Assets?: AssetType[];
}
const make = async (given: Given = { Settings: {} }) => {
  const answer = await service.call("CreateManagedLoginBranding", { UserPoolId, ClientId, ...given });
  return answer.ManagedLoginBranding ?? {};
};

const base64 = (bytes: string, encoding: BufferEncoding = "utf8"): string =>
  Buffer.from(bytes, encoding).toString("base64");
const logo: AssetType = {
  Category: "FORM_LOGO",
  ColorMode: "LIGHT",
  Extension: "PNG",
  Bytes: base64("89504e470d0a1a0a00", "hex"),
};
const drawing = (text: string): AssetType => ({ ...logo, Extension: "SVG", Bytes: base64(text) });

const invalid = (message: string) => ({ type: "InvalidParameterException", message });
const oneOfTwo = invalid("useCognitoProvidedValues or settings should be specified (but not both)");
const unknown = { type: "ResourceNotFoundException" };

describe("a style", () => {
  test("is made, shown by its id and by its client, changed and removed", async () => {
    const now = service.clock.now();
    const Settings = { components: { form: { borderRadius: 4, lightMode: { borderColor: "01234567" } } } };
    const made = await make({ Settings, Assets: [logo] });
    expect(made).toEqual({
      ManagedLoginBrandingId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      UserPoolId,
      UseCognitoProvidedValues: false,
      Settings,
      Assets: [logo],
      CreationDate: now / 1000,
      LastModifiedDate: now / 1000,
    });
    const key = { UserPoolId, ManagedLoginBrandingId: made.ManagedLoginBrandingId ?? "" };
    const shown = { ManagedLoginBranding: made };
    expect(await service.call("DescribeManagedLoginBranding", key)).toEqual(shown);
    expect(await service.call("DescribeManagedLoginBrandingByClient", { UserPoolId, ClientId })).toEqual(
      shown,
    );
    service.clock.advance(hour);
    const changed = await service.call("UpdateManagedLoginBranding", {
      ...key,
      UseCognitoProvidedValues: true,
    });
    expect(changed.ManagedLoginBranding).toEqual({
      ...made,
      UseCognitoProvidedValues: true,
      Settings: {},
      LastModifiedDate: (now + hour) / 1000,
    });
    expect(await service.call("DescribeManagedLoginBranding", key)).toEqual(changed);
    expect(await service.call("DeleteManagedLoginBranding", key)).toBeUndefined();
    await expect(service.call("DescribeManagedLoginBranding", key)).rejects.toMatchObject(unknown);
    await expect(service.call("DeleteManagedLoginBranding", key)).rejects.toMatchObject(unknown);
    await expect(service.call("UpdateManagedLoginBranding", key)).rejects.toMatchObject(unknown);
    await expect(
      service.call("DescribeManagedLoginBrandingByClient", { UserPoolId, ClientId }),
    ).rejects.toMatchObject(unknown);
  });

  test("is changed member by member", async () => {
    const made = await make({
      Settings: { categories: { form: { displayGraphics: false } } },
      Assets: [logo],
    });
    const key = { UserPoolId, ManagedLoginBrandingId: made.ManagedLoginBrandingId };
    const bare = await service.call("UpdateManagedLoginBranding", { ...key, Assets: [] });
    expect(bare.ManagedLoginBranding).toMatchObject({ Settings: made.Settings, Assets: [] });
    const Settings = { components: { form: { borderRadius: 1 } } };
    const other = await service.call("UpdateManagedLoginBranding", { ...key, Settings });
    expect(other.ManagedLoginBranding).toMatchObject({ Settings, Assets: [] });
    await expect(
      service.call("UpdateManagedLoginBranding", { ...key, Settings, UseCognitoProvidedValues: true }),
    ).rejects.toMatchObject(oneOfTwo);
    await expect(service.call("UpdateManagedLoginBranding", { UserPoolId, Settings })).rejects.toMatchObject(
      invalid("Missing required parameter ManagedLoginBrandingId"),
    );
  });

  test("says either that it is the service's own look or what it looks like", async () => {
    await expect(make({})).rejects.toMatchObject(oneOfTwo);
    await expect(make({ UseCognitoProvidedValues: false })).rejects.toMatchObject(oneOfTwo);
    await expect(make({ UseCognitoProvidedValues: true, Settings: {} })).rejects.toMatchObject(oneOfTwo);
    expect(await make({ UseCognitoProvidedValues: true, Assets: [logo] })).toMatchObject({
      UseCognitoProvidedValues: true,
      Settings: {},
      Assets: [logo],
    });
  });

  test("is shown together with the service's own look where that is asked for", async () => {
    await make({ Settings: { components: { form: { borderRadius: 4 } } } });
    const { ManagedLoginBranding } = await service.call("DescribeManagedLoginBrandingByClient", {
      UserPoolId,
      ClientId,
      ReturnMergedResources: true,
    });
    expect(ManagedLoginBranding?.Settings).toMatchObject({
      categories: { global: { colorSchemeMode: "LIGHT" } },
      components: { form: { borderRadius: 4, logo: { position: "TOP" } } },
    });
  });

  test("is one for each client, also when two are made at once", async () => {
    const both = await Promise.allSettled([make(), make()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(make()).rejects.toMatchObject({ type: "ManagedLoginBrandingExistsException" });
    await expect(make({ ClientId: "nobody", Settings: {} })).rejects.toMatchObject(unknown);
  });

  test("is one of twenty at most, and goes with its client", async () => {
    await make();
    const app = { poolId: UserPoolId, clientId: ClientId };
    for (let index = 1; index < 20; index += 1)
      await make({ ClientId: (await createOtherClient(service, app)).clientId, Settings: {} });
    const another = { ClientId: (await createOtherClient(service, app)).clientId, Settings: {} };
    await expect(make(another)).rejects.toMatchObject({ type: "LimitExceededException" });
    await service.call("DeleteUserPoolClient", { UserPoolId, ClientId });
    await make(another);
  });
});

describe("settings", () => {
  const form = (value: JsonValue): JsonValue => ({ components: { form: value } });
  test.each<[string, JsonValue, string]>([
    ["are an object", "{}", "Settings must be a JSON object"],
    ["have three parts", { styles: {} }, "styles is not a part of the settings"],
    ["have no inherited part", { constructor: {} }, "constructor is not a part of the settings"],
    ["have parts with members", { components: 1 }, "components must be a JSON object"],
    [
      "have members that there are",
      { components: { script: {} } },
      "components.script is not a part of the settings",
    ],
    [
      "have colors of eight digits",
      form({ lightMode: { borderColor: "#fff" } }),
      "components.form.lightMode.borderColor must be a color of eight hexadecimal digits: red, green, blue and opacity",
    ],
    [
      "have sizes that a page can have",
      form({ borderRadius: -1 }),
      "components.form.borderRadius must be between 0 and 1000",
    ],
    [
      "have words and no markup",
      form({ location: "<script>" }),
      "components.form.location must be true, false, a number, or a word of 128 characters at most",
    ],
    [
      "leave nothing empty",
      form({ location: null }),
      "components.form.location must be true, false, a number, or a word of 128 characters at most",
    ],
    ["have names and no markup", form({ "<b>": 1 }), "components.form has a member with an unusual name"],
    [
      "are not endless",
      form(Array.from({ length: 101 }, () => 1)),
      "components.form has more than 100 elements",
    ],
  ])("%s", async (_name, Settings, why) => {
    await expect(make({ Settings })).rejects.toMatchObject(invalid(`Invalid branding settings: ${why}.`));
  });

  test("of the service's own look are settings that could be given", () => {
    expect(() => checkSettings(defaultSettings)).not.toThrow();
  });
});

describe("assets", () => {
  const shapes = `<?xml version="1.0"?><!-- mark --><svg xmlns="http://www.w3.org/2000/svg" viewBox='0 0 1 1'>
<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
<path d="M0 0h1v1z" fill="url(#a)"/><text>Ada &amp; Bob</text></svg>`;

  test("are of the formats that they say", async () => {
    const ico = {
      ...logo,
      Category: "FAVICON_ICO",
      Extension: "ICO",
      Bytes: base64("0000010000", "hex"),
    } as const;
    const webp = { ...logo, ColorMode: "DARK", Extension: "WEBP", Bytes: base64("RIFF0000WEBP") } as const;
    const svg = { ...drawing(shapes), Category: "FAVICON_SVG" } as const;
    expect(await make({ Settings: {}, Assets: [ico, webp, svg] })).toMatchObject({
      Assets: [ico, webp, svg],
    });
  });

  test.each<[string, AssetType[], string]>([
    [
      "have one place each",
      [logo, logo],
      "There is more than one asset of category FORM_LOGO and color mode LIGHT.",
    ],
    [
      "are what they say",
      [{ ...logo, Extension: "JPEG" }],
      "The asset of category FORM_LOGO is not a JPEG image.",
    ],
    [
      "are icons only where icons are",
      [{ ...logo, Extension: "ICO" }],
      "An asset of category FORM_LOGO cannot have the extension ICO.",
    ],
    [
      "are icons where icons are",
      [{ ...logo, Category: "FAVICON_ICO" }],
      "An asset of category FAVICON_ICO cannot have the extension PNG.",
    ],
    ["are there", [{ ...logo, Bytes: "" }], "The asset of category FORM_LOGO has no Bytes."],
  ])("%s", async (_name, Assets, message) => {
    await expect(make({ Settings: {}, Assets })).rejects.toMatchObject(invalid(message));
  });

  test.each([
    ["a script", "<svg><script>alert(1)</script></svg>"],
    ["a handler", '<svg onload="alert(1)"/>'],
    ["a handler after a line", '<svg\nonload\n=\n"alert(1)"/>'],
    ["a handler after a slash", "<svg/onload=alert(1)>"],
    ["foreign content", "<svg><foreignObject><body/></foreignObject></svg>"],
    ["a style", "<svg><style>@import 'x'</style></svg>"],
    ["a style of one shape", '<svg><path style="fill:url(//example.com)"/></svg>'],
    ["a link", '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>'],
    ["a use of something else", '<svg><use href="https://example.com/x.svg#a"/></svg>'],
    ["a use of data", '<svg><use xlink:href="data:image/svg+xml,x"/></svg>'],
    ["an image", '<svg><image href="https://example.com/x.png"/></svg>'],
    ["an address", '<svg><path fill="url(https://example.com)"/></svg>'],
    ["an address in entities", '<svg><path fill="&#117;rl(//example.com)"/></svg>'],
    ["an animation", '<svg><animate attributeName="href" to="javascript:alert(1)"/></svg>'],
    ["entities of its own", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg/>'],
    ["a style sheet", '<?xml-stylesheet href="x"?><svg/>'],
    ["a page in place of it", "<html/>"],
    ["text before it", "x<svg/>"],
    ["nothing", "<!-- svg -->"],
  ])("draw nothing but shapes: not with %s", async (_name, text) => {
    await expect(make({ Settings: {}, Assets: [drawing(text)] })).rejects.toMatchObject(
      invalid("The asset of category FORM_LOGO is not an SVG image without scripts, styles and links."),
    );
  });

  test("are read at once, however they are written", async () => {
    const hostile = [
      `<svg ${" ".repeat(500_000)}`,
      `<svg${' a="b"'.repeat(80_000)} "`,
      "<!--".repeat(120_000),
    ];
    for (const text of hostile)
      await expect(make({ Settings: {}, Assets: [drawing(text)] })).rejects.toMatchObject({
        type: "InvalidParameterException",
      });
  });
});
