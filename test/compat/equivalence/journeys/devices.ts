/** Devices that stand in for the second factor. */
import { AdminForgetDeviceCommand } from "@aws-sdk/client-cognito-identity-provider";
import { type Journey, password } from "../journey.ts";
import { enrol, makePerson } from "./people.ts";

export const deviceJourneys: readonly Journey[] = [
  {
    title: "a device that is remembered, stands in for the code, and is forgotten",
    pool: "devices",
    async go(driver, place) {
      const phone = await enrol(driver, place);
      const { username } = place;
      await driver.run("fetchDevices");
      await driver.run("rememberDevice");
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      await driver.run("fetchDevices");
      await driver.run("forgetDevice");
      await driver.run("fetchDevices");
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("signOut");
    },
  },
  {
    title: "a device that an operator has forgotten",
    pool: "devices",
    async go(driver, place) {
      const phone = await enrol(driver, place);
      const { username, app, server } = place;
      await driver.run("rememberDevice");
      await driver.run("signOut");
      const DeviceKey = [...driver.kept].find(([key]) => key.endsWith(".deviceKey"))?.[1];
      const name = { UserPoolId: app.userPoolId, Username: username };
      await server.sdk.send(new AdminForgetDeviceCommand({ ...name, DeviceKey }));
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      const [device] = ((await driver.run("fetchDevices")) ?? []) as readonly { id: string }[];
      await driver.run("forgetDevice", { device: { id: device?.id ?? "", name: "this one" } });
      await driver.run("forgetDevice");
      await driver.run("signOut");
    },
  },
  {
    title: "a pool that keeps no devices",
    pool: "plain",
    async go(driver, place) {
      await makePerson(place);
      await driver.run("signIn", { username: place.username, password });
      await driver.run("rememberDevice");
      await driver.run("forgetDevice");
      await driver.run("forgetDevice", { device: { id: "eu-west-1_none" } });
      await driver.run("fetchDevices");
      await driver.run("signOut");
    },
  },
];
