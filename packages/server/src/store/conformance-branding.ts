import { describe, expect, test } from "vitest";
import type { GetStore } from "./conformance.ts";
import {
  atOnce,
  freshId,
  now,
  sampleBrandingStyle,
  sampleClient,
  sampleUiCustomization,
} from "./conformance-records.ts";

export function describeBranding(store: GetStore): void {
  describe("branding styles", () => {
    test("are found as they were stored and changed, by their id and by their client", async () => {
      const style = sampleBrandingStyle();
      const { poolId, id, clientId } = style;
      expect(await store().brandingStyles.insert(style)).toBe(true);
      expect(await store().brandingStyles.find(poolId, id)).toEqual(style);
      const changed = { ...style, usesDefaults: true, settings: {}, assets: [], modifiedAt: now + 1 };
      expect(await store().brandingStyles.update(changed)).toBe(true);
      expect(await store().brandingStyles.findByClient(poolId, clientId)).toEqual(changed);
      expect(await store().brandingStyles.find(freshId("pool"), id)).toBeUndefined();
      expect(await store().brandingStyles.remove(poolId, id)).toBe(true);
      expect(await store().brandingStyles.remove(poolId, id)).toBe(false);
      expect(await store().brandingStyles.update(changed)).toBe(false);
    });

    test("of those that are made at once for one client one is", async () => {
      const style = sampleBrandingStyle();
      const answers = await atOnce(8, () =>
        store().brandingStyles.insert({ ...style, id: freshId("style") }),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().brandingStyles.count(style.poolId)).toBe(1);
    });
  });

  describe("UI customisations", () => {
    test("take the place of the one before, and keep when it was made", async () => {
      const first = sampleUiCustomization();
      const { poolId, clientId } = first;
      expect(await store().uiCustomizations.put(first)).toEqual(first);
      const second = { ...first, css: undefined, image: "aa", createdAt: now + 5, modifiedAt: now + 5 };
      const kept = { ...second, createdAt: now };
      expect(await store().uiCustomizations.put(second)).toEqual(kept);
      expect(await store().uiCustomizations.find(poolId, clientId)).toEqual(kept);
      await store().uiCustomizations.remove(poolId, clientId);
      expect(await store().uiCustomizations.find(poolId, clientId)).toBeUndefined();
    });

    test("and styles go with their client", async () => {
      const client = sampleClient();
      const { poolId, id: clientId } = client;
      await store().clients.insert(client);
      const style = sampleBrandingStyle({ poolId, clientId });
      await store().brandingStyles.insert(style);
      await store().uiCustomizations.put(sampleUiCustomization({ poolId, clientId }));
      expect(await store().clients.remove(freshId("pool"), clientId)).toBe(false);
      expect(await store().brandingStyles.findByClient(poolId, clientId)).toEqual(style);
      expect(await store().clients.remove(poolId, clientId)).toBe(true);
      expect(await store().brandingStyles.findByClient(poolId, clientId)).toBeUndefined();
      expect(await store().uiCustomizations.find(poolId, clientId)).toBeUndefined();
    });
  });
}
