/** `npm run code -- SECRET`: what an authenticator app would show now, for those who have no phone at hand. */
import { openAuthenticatorApp } from "../examples/amplify-totp/authenticator-app.ts";

const secret = process.argv.slice(2).join("").replaceAll(/[\s-]/g, "");
if (secret === "") {
  console.error("Usage: npm run code -- SECRET");
  process.exitCode = 2;
} else console.log(openAuthenticatorApp(secret.toUpperCase()).nextCode().code);
