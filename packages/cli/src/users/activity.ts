/** Where a user is signed in, from what, and what happened. */
import type { Run } from "../command.ts";
import { instantText } from "../instants.ts";
import { printAnswer, tableOf } from "../output.ts";
import { listAll, readLimit } from "../pages.ts";
import { onUser } from "../pool-command.ts";
import { say } from "./accounts.ts";

export const listDevices: Run = onUser(async ({ connection, given, user }) => {
  const reading = { connection, given, what: "devices", limit: readLimit(given) };
  const devices = await listAll(reading, "AdminListDevices", user);
  const table = tableOf(devices, [
    { title: "DEVICE", of: (device) => device.DeviceKey },
    {
      title: "NAME",
      of: ({ DeviceAttributes }) => DeviceAttributes?.find(({ Name }) => Name === "device_name")?.Value,
    },
    {
      title: "STATUS",
      of: ({ DeviceAttributes }) => DeviceAttributes?.find(({ Name }) => Name === "device_status")?.Value,
    },
    { title: "LAST SIGN-IN", of: (device) => instantText(device.DeviceLastAuthenticatedDate) },
  ]);
  printAnswer(given, { Devices: devices }, table);
});

export const forgetDevice: Run = onUser(async (scene) => {
  const [, DeviceKey = ""] = scene.words;
  await scene.connection.ask("AdminForgetDevice", { ...scene.user, DeviceKey });
  say(scene, `must prove a second factor again on ${DeviceKey}`);
});

export const listSessions: Run = onUser(async ({ connection, given, user }) => {
  const sessions = await listAll({ connection, given, what: "sessions" }, "AdminListUserSessions", user);
  const table = tableOf(sessions, [
    { title: "SESSION", of: (session) => session.SessionId },
    { title: "CLIENT", of: (session) => session.ClientId },
    { title: "DEVICE", of: (session) => session.DeviceType },
    { title: "ADDRESS", of: (session) => session.LastIPAddress },
    { title: "BEGUN", of: (session) => instantText(session.CreateDate) },
    { title: "LAST ACTIVE", of: (session) => instantText(session.LastActiveDate) },
  ]);
  printAnswer(given, { Sessions: sessions }, table);
});

export const endSession: Run = onUser(async (scene) => {
  const [, SessionId = ""] = scene.words;
  await scene.connection.ask("AdminRevokeUserSession", { ...scene.user, SessionId });
  say(scene, `is signed out of the session ${SessionId}`);
});

export const listEvents: Run = onUser(async ({ connection, given, user }) => {
  const reading = { connection, given, what: "events", limit: readLimit(given) };
  const events = await listAll(reading, "AdminListUserAuthEvents", user);
  const table = tableOf(events, [
    { title: "TIME", of: (event) => instantText(event.CreationDate) },
    { title: "EVENT", of: (event) => event.EventType },
    { title: "RESULT", of: (event) => event.EventResponse },
    {
      title: "CHALLENGES",
      of: ({ ChallengeResponses = [] }) =>
        ChallengeResponses.map((each) => `${each.ChallengeName} ${each.ChallengeResponse}`).join(", "),
    },
    { title: "ADDRESS", of: (event) => event.EventContextData?.IpAddress },
    { title: "DEVICE", of: (event) => event.EventContextData?.DeviceName },
  ]);
  printAnswer(given, { AuthEvents: events }, table);
});
