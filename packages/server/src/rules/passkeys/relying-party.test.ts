import { describe, expect, test } from "vitest";
import { isAllowedOrigin } from "./relying-party.ts";

describe("an origin", () => {
  const appOrigins = ["android:apk-key-hash:abc"];
  test.each([
    ["https://example.com", "example.com", true],
    ["https://example.com:8443", "example.com", true],
    ["https://a.b.example.com", "example.com", true],
    ["https://example.com", "Example.com", true],
    ["android:apk-key-hash:abc", "example.com", true],
    ["http://localhost", "localhost", true],
    ["http://localhost:5173", "localhost", true],
    ["https://localhost:5173", "localhost", true],
    ["http://example.com", "example.com", false],
    ["http://app.localhost", "localhost", false],
    ["http://localhost", "example.com", false],
    ["http://127.0.0.1", "localhost", false],
    ["https://example.com.evil.test", "example.com", false],
    ["https://evilexample.com", "example.com", false],
    ["https://com", "example.com", false],
    ["https://example.com/", "example.com", false],
    ["https://example.com/path", "example.com", false],
    ["https://user@example.com", "example.com", false],
    ["https://EXAMPLE.com", "example.com", false],
    ["https://example.com:443", "example.com", false],
    ["wss://example.com", "example.com", false],
    ["android:apk-key-hash:abd", "example.com", false],
    ["null", "example.com", false],
    ["", "example.com", false],
  ])("%s for %s: %s", (origin, rpId, allowed) => {
    expect(isAllowedOrigin(origin, { rpId, appOrigins })).toBe(allowed);
  });
});
