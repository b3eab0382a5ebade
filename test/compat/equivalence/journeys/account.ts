/** What belongs to somebody who is signed in. */
import { awaitCode, otherCode } from "../../../support/mailbox-reader.ts";
import { type Journey, password } from "../journey.ts";
import { join, makePerson } from "./people.ts";

export const accountJourneys: readonly Journey[] = [
  {
    title: "attributes, and the codes that prove them",
    pool: "email",
    async go(driver, { server, email }) {
      await join(driver, { server, email });
      await driver.run("signIn", { username: email, password });
      await driver.run("updateUserAttribute", { userAttribute: { attributeKey: "name", value: "Ada" } });
      await driver.run("updateUserAttributes", { userAttributes: { nickname: "A", name: "Ada L" } });
      await driver.run("sendUserAttributeVerificationCode", { userAttributeKey: "email" });
      const confirmationCode = await awaitCode(server.url, email, 2);
      await driver.run("confirmUserAttribute", {
        userAttributeKey: "email",
        confirmationCode: otherCode(confirmationCode),
      });
      await driver.run("confirmUserAttribute", { userAttributeKey: "email", confirmationCode });
      await driver.run("deleteUserAttributes", { userAttributeKeys: ["nickname"] });
      await driver.run("fetchUserAttributes");
      await driver.run("updateUserAttributes", { userAttributes: { "custom:none": "x" } });
      await driver.run("deleteUser");
      await driver.run("signIn", { username: email, password });
    },
  },
  {
    title: "an address that is changed, and counts once it is proven",
    pool: "email",
    async go(driver, { server, email }) {
      await join(driver, { server, email });
      await driver.run("signIn", { username: email, password });
      const next = `next-${email}`;
      const options = { clientMetadata: { from: "test" } };
      const userAttribute = { attributeKey: "email", value: next };
      await driver.run("updateUserAttribute", { userAttribute, options });
      const confirmationCode = await awaitCode(server.url, next);
      await driver.run("confirmUserAttribute", { userAttributeKey: "email", confirmationCode });
      await driver.run("updateUserAttributes", {
        userAttributes: { email: `last-${email}`, name: "Ada" },
        options,
      });
      await driver.run("sendUserAttributeVerificationCode", { userAttributeKey: "email", options });
      await driver.run("deleteUserAttributes", { userAttributeKeys: ["sub"] });
      await driver.run("fetchUserAttributes");
      await driver.run("signOut", { global: true });
    },
  },
  {
    title: "a session that was ended everywhere",
    pool: "plain",
    async go(driver, place) {
      await makePerson(place);
      const { username } = place;
      await driver.run("signIn", { username, password });
      const tokens = new Map(driver.kept);
      await driver.run("signOut", { global: true });
      for (const [key, value] of tokens) driver.kept.set(key, value);
      await driver.run("fetchUserAttributes");
      await driver.run("updatePassword", { oldPassword: password, newPassword: "Better-Horse-9" });
      await driver.run("fetchAuthSession", { forceRefresh: true });
      await driver.run("getCurrentUser");
    },
  },
];
