import { expect, test } from "vitest";
import { deviceTypeOf } from "./device-type.ts";

const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0", "Firefox 152 / Linux"],
  [`${mac.replace("605.1.15", "537.36")} Chrome/125.0.0.0 Safari/537.36`, "Chrome 125 / macOS 10.15"],
  [`${mac} Version/18.1 Safari/605.1.15`, "Safari 18 / macOS 10.15"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 Edg/125.0.2535.51",
    "Edge 125 / Windows 10.0",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Safari 18 / iOS 18.1",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36",
    "Chrome 125 / Android 15",
  ],
  ["curl/8.5.0", "curl 8"],
  ["aws-sdk-js/3.1000.0 os/linux#6.1 lang/js md/nodejs#26.0.0", "AWS SDK 3 / Linux"],
  ["something else", "unknown"],
  ["", "unknown"],
  [undefined, "unknown"],
])("%j is shown as %j", (userAgent, shown) => {
  expect(deviceTypeOf(userAgent)).toBe(shown);
});

test("only known names and digits come through, and a long text takes no time", () => {
  expect(deviceTypeOf(`<script>Chrome/125</script>${"Mozilla/5.0 (iPhone ".repeat(50_000)}`)).toBe(
    "Chrome 125",
  );
});
