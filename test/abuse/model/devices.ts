/** Commands on devices: the one that came with a sign-in is confirmed, remembered, or forgotten. */
import { deviceRandomLength, generateDeviceVerifier } from "@poolhouse/protocol";
import fc from "fast-check";
import { type Command, command, door, send } from "./command.ts";
import { demandAlive } from "./tokens.ts";
import { pick, pickLatest, tell } from "./truth.ts";

export const confirmDeviceCommand: fc.Arbitrary<Command> = command(
  "bring a device",
  fc.record({ back: fc.nat({ max: 2 }), seed: fc.nat({ max: 255 }), door }),
  async (walk, given) => {
    const family = pickLatest(
      walk.truth.families.filter((each) => each.offered !== undefined),
      given.back,
    );
    const token = family?.access.at(-1);
    if (family?.offered === undefined || token === undefined) return;
    const { key, groupKey } = family.offered;
    const { password, wire } = await generateDeviceVerifier(
      { deviceKey: key, deviceGroupKey: groupKey },
      Buffer.alloc(deviceRandomLength, given.seed),
    );
    const input = { AccessToken: token.text, DeviceKey: key, DeviceSecretVerifierConfig: wire };
    const answered = await send(walk, given.door, {
      name: "ConfirmDevice",
      input,
      note: family.person.username,
    });
    if (!answered.isAccepted) return;
    demandAlive({ family, token }, answered);
    // The pool remembers every device that is confirmed.
    const device = { key, groupKey, password, remembered: true };
    family.device = device;
    family.offered = undefined;
    family.person.devices.push(device);
    tell(walk.truth, "device confirmed");
  },
);

export const deviceStatusCommand: fc.Arbitrary<Command> = command(
  "change a device",
  fc.record({
    back: fc.nat({ max: 4 }),
    which: fc.nat({ max: 2 }),
    to: fc.constantFrom("remembered" as const, "not_remembered" as const, "forgotten" as const),
    door,
  }),
  async (walk, { back, which, to, door: at }) => {
    const families = walk.truth.families.filter((each) => each.person.devices.length > 0);
    const family = pickLatest(families, back);
    const token = family?.access.at(-1);
    const device = family && pick(family.person.devices, which);
    if (family === undefined || token === undefined || device === undefined) return;
    const named = { AccessToken: token.text, DeviceKey: device.key };
    const note = `${family.person.username} ${to}`;
    const answered =
      to === "forgotten"
        ? await send(walk, at, { name: "ForgetDevice", input: named, note })
        : await send(walk, at, {
            name: "UpdateDeviceStatus",
            input: { ...named, DeviceRememberedStatus: to },
            note,
          });
    if (!answered.isAccepted) return;
    demandAlive({ family, token }, answered);
    device.remembered = to === "remembered";
    if (to === "forgotten") family.person.devices.splice(family.person.devices.indexOf(device), 1);
  },
);
