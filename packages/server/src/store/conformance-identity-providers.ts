import { describe, expect, test } from "vitest";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleIdentityProvider, sampleLinkedIdentity } from "./conformance-records.ts";

export function describeIdentityProviders(store: GetStore): void {
  describe("identity providers", () => {
    test("are found as they were stored and changed, in their pool only", async () => {
      const provider = sampleIdentityProvider({ identifiers: ["corp.example"] });
      const { poolId, name } = provider;
      expect(await store().identityProviders.insert(provider)).toBe(true);
      expect(await store().identityProviders.find(poolId, name)).toEqual(provider);
      const { acrMapping: _, ...changed } = { ...provider, sealedDetails: "other", modifiedAt: now + 1 };
      expect(await store().identityProviders.update(changed)).toBe(true);
      expect(await store().identityProviders.find(poolId, name)).toEqual({
        ...changed,
        acrMapping: undefined,
      });
      expect(await store().identityProviders.find(freshId("pool"), name)).toBeUndefined();
      expect(await store().identityProviders.update(sampleIdentityProvider({ poolId }))).toBe(false);
    });

    test("of those that are made at once under one name one is", async () => {
      const provider = sampleIdentityProvider();
      const answers = await atOnce(8, () => store().identityProviders.insert(provider));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().identityProviders.count(provider.poolId)).toBe(1);
    });

    test("are found by an identifier that one of them has, until it is released or the provider goes", async () => {
      const [one, other] = [sampleIdentityProvider(), sampleIdentityProvider()];
      const { poolId } = one;
      await store().identityProviders.insert(one);
      await store().identityProviders.insert({ ...other, poolId });
      const claims = await atOnce(8, (index) =>
        store().identityProviders.claimIdentifier(poolId, "corp.example", index % 2 ? one.name : other.name),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      await store().identityProviders.releaseIdentifiers(poolId, one.name);
      await store().identityProviders.releaseIdentifiers(poolId, other.name);
      expect(await store().identityProviders.findByIdentifier(poolId, "corp.example")).toBeUndefined();
      await store().identityProviders.claimIdentifier(poolId, "corp.example", one.name);
      expect(await store().identityProviders.findByIdentifier(poolId, "corp.example")).toEqual(one);
      expect(await store().identityProviders.remove(poolId, one.name)).toBe(true);
      expect(await store().identityProviders.remove(poolId, one.name)).toBe(false);
      expect(await store().identityProviders.claimIdentifier(poolId, "corp.example", other.name)).toBe(true);
    });

    test("are listed by age, page by page", async () => {
      const poolId = freshId("pool");
      for (const [index, name] of ["c", "a", "b"].entries())
        await store().identityProviders.insert(
          sampleIdentityProvider({ poolId, name, createdAt: now + Math.min(index, 1) }),
        );
      const first = await store().identityProviders.list(poolId, { limit: 2 });
      expect(first.map(({ name }) => name)).toEqual(["c", "a"]);
      const rest = await store().identityProviders.list(poolId, {
        limit: 2,
        after: { createdAt: now + 1, id: "a" },
      });
      expect(rest.map(({ name }) => name)).toEqual(["b"]);
    });
  });

  describe("linked identities", () => {
    test("belong to one user, however many claim them at once", async () => {
      const identity = sampleLinkedIdentity();
      const claims = await atOnce(8, (index) =>
        store().linkedIdentities.insert({ ...identity, sub: `sub-${index}` }),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      const sub = `sub-${claims.indexOf(true)}`;
      expect(await store().linkedIdentities.find(identity)).toEqual({ ...identity, sub });
      expect(await store().linkedIdentities.remove(identity)).toBe(true);
      expect(await store().linkedIdentities.remove(identity)).toBe(false);
    });

    test("are listed for their user, oldest first, and go with their provider", async () => {
      const [poolId, sub] = [freshId("pool"), freshId("sub")];
      const later = sampleLinkedIdentity({ poolId, sub, createdAt: now + 1, issuer: undefined });
      const first = sampleLinkedIdentity({ poolId, sub });
      const kept = sampleLinkedIdentity({ poolId, sub, provider: "Google", createdAt: now + 2 });
      for (const identity of [later, first, kept]) await store().linkedIdentities.insert(identity);
      expect(await store().linkedIdentities.listOfUser(poolId, sub)).toEqual([first, later, kept]);
      expect(await store().linkedIdentities.removeOfProvider(poolId, "Corp")).toEqual([sub]);
      expect(await store().linkedIdentities.listOfUser(poolId, sub)).toEqual([kept]);
      expect(await store().linkedIdentities.removeOfProvider(poolId, "Corp")).toEqual([]);
    });
  });
}
