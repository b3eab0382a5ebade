import { expect, it } from "vitest";
import { renderEquivalence } from "./generate-equivalence.ts";

it("the page of the comparison counts, and names journeys, errors and differences", () => {
  const text = renderEquivalence();
  expect(text).toMatch(/\*\*\d+ journeys\*\* show 32 functions, \d+ next steps, \d+ errors by name/);
  expect(text).toMatch(/^\| `signIn` \| .+ \|$/m);
  expect(text).toMatch(/^\| `signInStep` \| `CONFIRM_SIGN_IN_WITH_TOTP_CODE` \| .+ \|$/m);
  expect(text).toMatch(/^\| `confirmSignUp` \| `ConfirmSignUp` \| AliasExists, CodeMismatch, .+ \|$/m);
  expect(text).toMatch(/^\| a passkey that is made, used and deleted \| a page \| 3 \|$/m);
  expect(text).toContain("`customState` travels as UTF-8");
});
