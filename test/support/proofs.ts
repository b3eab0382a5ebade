/** How the effect of a setting is proven: by a test, or by the word that there is none; see setting-proofs.ts. */

/** A test by its file and its name, or words of docs/divergences.md, or nothing but a name of what is configured. */
export type Proof =
  | { readonly file: string; readonly test: string }
  | { readonly divergence: string }
  | { readonly names: string };

/** A proof, and what it proves. */
export type Proven = readonly [proof: Proof, ...paths: string[]];

export const operations = (file: string, test: string): Proof => ({
  file: `packages/server/src/operations/${file}.test.ts`,
  test,
});
export const rules = (file: string, test: string): Proof => ({
  file: `packages/server/src/rules/${file}.test.ts`,
  test,
});
export const here = (test: string): Proof => ({ file: "test/server/setting-effects.test.ts", test });
export const stored = (divergence: string): Proof => ({ divergence });

export const roles: Proof = stored(
  "Settings that name AWS resources (roles, ARNs) are stored and shown, not used.",
);
export const noPages: Proof = stored("Settings that concern them are accepted where the protocol has them.");
export const noFederation: Proof = stored(
  "**Federated sign-in is not built.** Providers are stored, checked and shown",
);
export const noDelivery: Proof = stored("**Log delivery** is stored, checked and shown");
export const noDomain: Proof = stored(
  "**Domains** are stored, checked and shown, but nothing is served under them",
);
export const noLooks: Proof = stored("**Styles and customisations** are stored, checked and shown");
export const noTerms: Proof = stored("**Terms documents** are stored, checked and shown");
export const notUsed: Proof = stored("**Issuer type, key type and analytics.**");
export const name = (what: string): Proof => ({ names: what });
