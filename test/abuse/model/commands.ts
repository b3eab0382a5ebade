/** All commands of a walk, the likelier ones given more often. */
import fc from "fast-check";
import { confirmCommand, createCommand, leaveCommand, signUpCommand, standingCommand } from "./accounts.ts";
import { beginCommand } from "./begin.ts";
import type { Command } from "./command.ts";
import { confirmDeviceCommand, deviceStatusCommand } from "./devices.ts";
import { duelCommand } from "./duel.ts";
import { deleteAppCommand, poolModeCommand, preferCommand, recoveryCodesCommand } from "./factors.ts";
import { changePasswordCommand, forgetPasswordCommand, setPasswordCommand } from "./passwords.ts";
import { honestCommand, misplacedCommand, recoveryCommand, wrongCommand } from "./respond.ts";
import { setUpCommand } from "./set-up.ts";
import { equipCommand, signInCommand } from "./journeys.ts";
import { guessOnCommand, waitCommand } from "./time.ts";
import { getUserCommand, refreshCommand, revokeCommand, signOutCommand } from "./tokens.ts";

const weighted: readonly (readonly [number, fc.Arbitrary<Command>])[] = [
  [8, beginCommand],
  [14, signInCommand],
  [5, equipCommand],
  [16, honestCommand],
  [4, wrongCommand],
  [8, misplacedCommand],
  [2, recoveryCommand],
  [3, duelCommand],
  [3, recoveryCodesCommand],
  [9, setUpCommand],
  [4, poolModeCommand],
  [4, preferCommand],
  [1, deleteAppCommand],
  [3, getUserCommand],
  [4, refreshCommand],
  [1, revokeCommand],
  [1, signOutCommand],
  [2, signUpCommand],
  [3, confirmCommand],
  [1, createCommand],
  [2, setPasswordCommand],
  [3, changePasswordCommand],
  [2, forgetPasswordCommand],
  [2, standingCommand],
  [0.25, leaveCommand],
  [2, confirmDeviceCommand],
  [1, deviceStatusCommand],
  [4, waitCommand],
  [0.75, guessOnCommand],
];

/** One of them; fast-check weighs in whole numbers. */
const oneCommand: fc.Arbitrary<Command> = fc.oneof(
  ...weighted.map(([weight, arbitrary]) => ({ weight: weight * 4, arbitrary })),
);

/** Walks of up to sixty commands. */
export const walks: ReturnType<typeof commandsOf> = commandsOf();

function commandsOf(): fc.Arbitrary<Iterable<Command>> {
  return fc.commands([oneCommand], { maxCommands: 60, size: "max" });
}
