/** Where the walks go: two pools with two clients each, and the same names in both for other people. */
import type { CreateUserPoolRequest } from "@poolhouse/protocol";
import type { Driver } from "./driver.ts";
import { demand } from "./demand.ts";
import { type Client, newPerson, type Person, type Side, type Truth } from "./truth.ts";

/** What stays from one walk to the next. */
export interface Stage {
  readonly driver: Driver;
  readonly places: readonly [Place, Place];
  walks: number;
}

type Place = Pick<Side, "poolId" | "clients" | "tracksDevices">;

/** Session seconds of every client: the shortest that the service allows. */
export const sessionLife = 180_000;

export async function openStage(driver: Driver): Promise<Stage> {
  return { driver, places: [await createPlace(driver, true), await createPlace(driver, false)], walks: 0 };
}

async function createPlace(driver: Driver, tracksDevices: boolean): Promise<Place> {
  const settings: CreateUserPoolRequest = {
    PoolName: tracksDevices ? "with devices" : "plain",
    AutoVerifiedAttributes: ["email"],
    EmailConfiguration: {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
    },
    SmsConfiguration: sms,
    UserPoolTags: { "poolhouse:recovery-codes": "on" },
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    ...(tracksDevices && {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    }),
  };
  const { word, body } = await driver.call(0, "CreateUserPool", settings);
  const poolId = body.UserPool?.Id ?? "";
  demand(poolId !== "", `the pool was not created: ${word}`);
  return {
    poolId,
    tracksDevices,
    clients: [await createClient(driver, poolId, false), await createClient(driver, poolId, true)],
  };
}

const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };

async function createClient(driver: Driver, UserPoolId: string, rotates: boolean): Promise<Client> {
  const { word, body } = await driver.call(1, "CreateUserPoolClient", {
    UserPoolId,
    ClientName: "app",
    AuthSessionValidity: sessionLife / 60_000,
    EnableTokenRevocation: true,
    ExplicitAuthFlows: [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_USER_AUTH",
      // The two ways to refresh exclude each other.
      ...(rotates ? [] : (["ALLOW_REFRESH_TOKEN_AUTH"] as const)),
    ],
    ...(rotates && {
      PreventUserExistenceErrors: "ENABLED",
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
    }),
  });
  const id = body.UserPoolClient?.ClientId ?? "";
  demand(id !== "", `the client was not created: ${word}`);
  return { id, rotates };
}

/** The names that people have in a walk; the third is free to be signed up. */
const names = ["ada", "bob", "cyd"];

/** A new walk: nobody has signed in yet, no pool asks for a second factor. */
export async function beginWalk(stage: Stage): Promise<Truth> {
  stage.walks += 1;
  const truth: Truth = {
    sides: [raise(stage, 0), raise(stage, 1)],
    held: [],
    families: [],
    tally: {},
    trail: [],
  };
  for (const side of truth.sides) {
    await stage.driver.call(0, "SetUserPoolMfaConfig", { UserPoolId: side.poolId, MfaConfiguration: "OFF" });
    for (const person of side.people.slice(0, 2)) await admit(stage.driver, person);
  }
  return truth;
}

function raise({ places, walks }: Stage, index: 0 | 1): Side {
  const side: Side = { ...places[index], mode: "OFF", people: [] };
  for (const [place, name] of names.entries()) {
    const number = walks * 10 + place * 2 + index;
    const person = newPerson(side, {
      username: `${name}-${walks}`,
      phone: place === 0 ? `+1425${String(5_000_000 + number)}` : "",
      // The second has nowhere that a code could go.
      email: place === 1 ? undefined : `${name}-${walks}@${index === 0 ? "one" : "two"}.example.com`,
      password: `Correct-Horse-${index}${place}`,
      status: "CONFIRMED",
    });
    person.isThere = place < 2;
    side.people.push(person);
  }
  return side;
}

/** Made by an operator, with a password for good. */
async function admit(driver: Driver, person: Person): Promise<void> {
  const name = { UserPoolId: person.side.poolId, Username: person.username };
  const made = await driver.call(0, "AdminCreateUser", {
    ...name,
    MessageAction: "SUPPRESS",
    UserAttributes: attributesOf(person),
  });
  demand(made.word === "done", `nobody was created: ${made.word}`);
  const set = await driver.call(1, "AdminSetUserPassword", {
    ...name,
    Password: person.password,
    Permanent: true,
  });
  demand(set.word === "done", `the password was not set: ${set.word}`);
}

export function attributesOf({ email, phone }: Person): { Name: string; Value: string }[] {
  return [
    ...(email === undefined ? [] : [{ Name: "email", Value: email }]),
    ...(phone === "" ? [] : [{ Name: "phone_number", Value: phone }]),
  ];
}
