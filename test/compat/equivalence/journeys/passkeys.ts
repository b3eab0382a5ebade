/** Passkeys, and what an authenticator may say instead. */
import { provisionPerson } from "../../../support/provision-app.ts";
import { type Journey, password } from "../journey.ts";
import { page } from "../page.ts";
import type { Driver } from "../record.ts";

const authFlowType = "USER_AUTH";
const byPassword = { authFlowType, preferredChallenge: "PASSWORD" };
const byPasskey = { authFlowType, preferredChallenge: "WEB_AUTHN" };

const faults = [
  "NotAllowedError",
  "InvalidStateError",
  "SecurityError",
  "AbortError",
  "DataError",
  "nothing",
] as const;

async function register(driver: Driver, username: string): Promise<void> {
  await driver.run("signIn", { username, password, options: byPassword });
  await driver.run("associateWebAuthnCredential");
}

export const passkeyJourneys: readonly Journey[] = [
  {
    title: "a passkey that is made, used and deleted",
    pool: "passkeys",
    async go(driver, { server, app, username }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      await register(driver, username);
      const listed = await driver.run("listWebAuthnCredentials");
      await driver.run("signOut");
      await driver.run("signIn", { username, options: byPasskey });
      await driver.run("signOut");
      await driver.run("signIn", { username, options: { authFlowType } });
      await driver.run("confirmSignIn", { challengeResponse: "WEB_AUTHN" });
      await driver.run("associateWebAuthnCredential");
      const first = (await driver.run("listWebAuthnCredentials", { pageSize: 1 })) as { nextToken?: string };
      await driver.run("listWebAuthnCredentials", { pageSize: 1, nextToken: first.nextToken });
      // Both libraries answer a list of passkeys.
      const { credentials } = listed as { credentials: readonly { credentialId: string }[] };
      const credentialId = credentials[0]?.credentialId ?? "";
      await driver.run("deleteWebAuthnCredential", { credentialId });
      await driver.run("deleteWebAuthnCredential", { credentialId });
      await driver.run("listWebAuthnCredentials");
      await driver.run("signOut");
      for (const name of ["associateWebAuthnCredential", "listWebAuthnCredentials"] as const)
        await driver.run(name);
      await driver.run("deleteWebAuthnCredential", { credentialId });
    },
  },
  {
    title: "a passkey that is not made",
    pool: "passkeys",
    async go(driver, { server, app, username }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      await driver.run("signIn", { username, password, options: byPassword });
      for (const fault of faults) {
        page.fault = fault;
        await driver.run("associateWebAuthnCredential");
      }
      driver.answerWith((operation) =>
        operation === "StartWebAuthnRegistration"
          ? Response.json({ CredentialCreationOptions: {} })
          : undefined,
      );
      await driver.run("associateWebAuthnCredential");
      driver.answerWith();
      globalThis.isSecureContext = false;
      await driver.run("associateWebAuthnCredential");
      globalThis.isSecureContext = true;
      await driver.run("signOut");
    },
  },
  {
    title: "a passkey that is not used, and another factor in its place",
    pool: "passkeys",
    async go(driver, { server, app, username }) {
      await provisionPerson(server.sdk, app, { username, password, permanent: true });
      await register(driver, username);
      await driver.run("signOut");
      for (const fault of faults) {
        page.fault = fault;
        await driver.run("signIn", { username, options: byPasskey });
      }
      driver.note({
        seen: "keys",
        keys: [...page.tab.keys()].filter((key) => !key.endsWith(".asked")).toSorted(),
      });
      await driver.run("confirmSignIn", { challengeResponse: "PASSWORD" });
      await driver.run("confirmSignIn", { challengeResponse: password });
      await driver.run("signOut");
      driver.answerWith((operation) =>
        operation === "InitiateAuth"
          ? Response.json({ ChallengeName: "WEB_AUTHN", Session: "s", ChallengeParameters: {} })
          : undefined,
      );
      await driver.run("signIn", { username, options: byPasskey });
      driver.answerWith();
      globalThis.isSecureContext = false;
      await driver.run("signIn", { username, options: byPasskey });
      globalThis.isSecureContext = true;
      await driver.run("signOut");
    },
  },
];
