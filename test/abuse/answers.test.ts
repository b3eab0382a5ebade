/**
 * Answers that are none (A10) and choices that were not offered (A9): for each challenge, each member of the right answer left out,
 * emptied or of another type. Nothing of it leads on; whatever is not the strict type is a refusal.
 */
import type { JsonValue, RespondToAuthChallengeRequest } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginDeviceProof, confirmDevice, type Device } from "../support/devices.ts";
import {
  addMember,
  type Answer,
  attempt,
  begin,
  beginningOf,
  type CodeReader,
  createCodeReader,
  createFullPlace,
  everyTrigger,
  type Have,
  honestAnswer,
  type Member,
  reply,
  type Way,
  ways,
} from "../support/every-factor.ts";
import { answerWithSrp, changeStored, startWithSrp } from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

let service: Service;
let codes: CodeReader;
let optional: App;
let required: App;
let number = 0;
beforeAll(async () => {
  service = await createService({ seed: "answers", triggers: everyTrigger.trigger });
  codes = createCodeReader(service);
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
  optional = await createFullPlace(service, { mfa: "OPTIONAL", pool: { DeviceConfiguration } });
  required = await createFullPlace(service, { mfa: "ON" });
});
afterAll(() => service.close());

const wayOf = (flow: Way["flow"], first: Way["first"]): Way =>
  ways.find((each) => each.flow === flow && each.first === first && !each.operator) as Way;

const newcomer = (app: App, has: readonly Have[], user = {}): Promise<Member> =>
  addMember(service, app, { number: (number += 1), has, user });

/** A sign-in that waits for an answer, and the right one. */
interface Pending {
  app: App;
  asked: Answer;
  responses: Record<string, string>;
}

async function pendingAfter(
  way: Way,
  given: { has?: readonly Have[]; app?: App; user?: object; wanted?: string },
): Promise<Pending> {
  const { has = [], app = optional, user = {}, wanted = "" } = given;
  const member = await newcomer(app, has, user);
  const asked = await begin(service, app, { way, member });
  return { app, asked, responses: await honestAnswer(service, app, { member, asked, wanted, codes }) };
}

/** USER_AUTH as far as a challenge that begins without its answer. */
async function pendingChoice(PREFERRED_CHALLENGE: string | undefined): Promise<Pending> {
  const member = await newcomer(optional, ["passkey"]);
  const { PREFERRED_CHALLENGE: _, ...parameters } = await beginningOf(
    service,
    wayOf("USER_AUTH", "WEB_AUTHN"),
    member,
  );
  const asked = await service.call("InitiateAuth", {
    ClientId: optional.clientId,
    AuthFlow: "USER_AUTH",
    AuthParameters: { ...parameters, ...(PREFERRED_CHALLENGE !== undefined && { PREFERRED_CHALLENGE }) },
  });
  const given = { member, asked, wanted: "PASSWORD", codes };
  return { app: optional, asked, responses: await honestAnswer(service, optional, given) };
}

/** The password half of a sign-in, naming a device if there is one. */
async function proveSelf(member: Member, named: Record<string, string>): Promise<Answer> {
  const begun = await startWithSrp(service);
  const { ChallengeParameters: shown = {} } = await service.call("InitiateAuth", {
    ClientId: optional.clientId,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { USERNAME: member.username, SRP_A: begun.text },
  });
  const given = { app: optional, begun, shown, password: member.password };
  const { responses } = await answerWithSrp(service, given);
  const asked = { ChallengeName: "PASSWORD_VERIFIER" } as const;
  return reply(service, optional, { asked, responses: { ...responses, ...named } });
}

/** Somebody with a device. One is enough: confirming a device takes long. */
let owner: Promise<{ member: Member; device: Device }> | undefined;
async function createOwner(): Promise<{ member: Member; device: Device }> {
  const member = await newcomer(optional, []);
  const { AuthenticationResult } = await proveSelf(member, {});
  return { member, device: await confirmDevice(service, AuthenticationResult) };
}

/** A sign-in that waits for its device, as if it had not failed before. */
async function pendingDevice(): Promise<{ asked: Answer; member: Member; device: Device }> {
  owner ??= createOwner();
  const { member, device } = await owner;
  const key = { poolId: optional.poolId, subject: member.sub, authenticator: "device" as const };
  await service.store.attempts.clear(key, service.clock.now());
  return { asked: await proveSelf(member, { DEVICE_KEY: device.key }), member, device };
}

/** For every challenge a way to have it asked. */
const pendings: Record<string, () => Promise<Pending>> = {
  PASSWORD_VERIFIER: () => pendingAfter(wayOf("USER_SRP_AUTH", "srp"), {}),
  "PASSWORD_VERIFIER of a choice": () => pendingAfter(wayOf("USER_AUTH", "srp"), {}),
  "PASSWORD_VERIFIER of a custom flow": () => pendingAfter(wayOf("CUSTOM_AUTH", "custom after srp"), {}),
  NEW_PASSWORD_REQUIRED: () =>
    pendingAfter(wayOf("USER_PASSWORD_AUTH", "password"), { user: { status: "FORCE_CHANGE_PASSWORD" } }),
  SOFTWARE_TOKEN_MFA: () => pendingAfter(wayOf("USER_PASSWORD_AUTH", "password"), { has: ["TOTP"] }),
  SMS_MFA: () => pendingAfter(wayOf("USER_PASSWORD_AUTH", "password"), { has: ["SMS"] }),
  "EMAIL_OTP after the password": () =>
    pendingAfter(wayOf("USER_PASSWORD_AUTH", "password"), { has: ["e-mail"] }),
  SELECT_MFA_TYPE: () =>
    pendingAfter(wayOf("USER_PASSWORD_AUTH", "password"), { has: ["TOTP", "SMS"], wanted: "SMS_MFA" }),
  MFA_SETUP: () => pendingAfter(wayOf("USER_PASSWORD_AUTH", "password"), { app: required }),
  CUSTOM_CHALLENGE: () => pendingAfter(wayOf("CUSTOM_AUTH", "custom"), {}),
  EMAIL_OTP: () =>
    pendingAfter(wayOf("USER_AUTH", "EMAIL_OTP"), { has: ["e-mail"], user: { enabledFactors: [] } }),
  SMS_OTP: () => pendingAfter(wayOf("USER_AUTH", "SMS_OTP"), { has: ["SMS"], user: { enabledFactors: [] } }),
  WEB_AUTHN: () => pendingAfter(wayOf("USER_AUTH", "WEB_AUTHN"), { has: ["passkey"] }),
  SELECT_CHALLENGE: () => pendingChoice(undefined),
  PASSWORD: () => pendingChoice("PASSWORD"),
  PASSWORD_SRP: () => pendingChoice("PASSWORD_SRP"),
  DEVICE_SRP_AUTH: async () => {
    const { asked, member, device } = await pendingDevice();
    const SRP_A = (await startWithSrp(service)).text;
    const responses = { USERNAME: member.username, DEVICE_KEY: device.key, SRP_A };
    return { app: optional, asked, responses };
  },
  DEVICE_PASSWORD_VERIFIER: async () => {
    const { asked, member, device } = await pendingDevice();
    const open = { app: optional, username: member.username, session: asked.Session };
    const { challenge, responses } = await beginDeviceProof(service, open, device);
    // Its key need not be said again: the exchange was begun for it.
    const { DEVICE_KEY: _, ...needed } = responses;
    return { app: optional, asked: challenge, responses: needed };
  },
};

/** What stands in place of a right value; `undefined` leaves the member out. */
const nothings: readonly (JsonValue | undefined)[] = [
  undefined,
  null,
  "",
  [],
  {},
  0,
  true,
  "9".repeat(100_000),
];

const describeValue = (value: JsonValue | undefined): string =>
  value === undefined ? "left out" : JSON.stringify(value).slice(0, 12);

/** Sends an answer of whatever shape. */
function send(app: App, body: Record<string, JsonValue | undefined>): Promise<string> {
  const entries = Object.entries({ ClientId: app.clientId, ...body });
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  // The check of the shape is what is under test.
  const input = given as unknown as RespondToAuthChallengeRequest;
  return attempt(() => service.call("RespondToAuthChallenge", input)).then(({ word }) => word);
}

const membersOf = ({ asked }: Pending): Record<string, JsonValue | undefined> => ({
  ChallengeName: asked.ChallengeName,
  ...(asked.Session !== undefined && { Session: asked.Session }),
});

/**
 * Where any text will do for the next step: a custom flow's wrong answer leads to its next try, and SRP's first value is any number,
 * of which only the proof shows whether it was right.
 */
const leadsOn: Readonly<Record<string, string>> = {
  CUSTOM_CHALLENGE: "CUSTOM_CHALLENGE",
  PASSWORD_SRP: "PASSWORD_VERIFIER",
  DEVICE_SRP_AUTH: "DEVICE_PASSWORD_VERIFIER",
};

/** Refusals that come before the answer is looked at, after which the sign-in waits as before. */
const unheard = /^(SerializationException|InvalidParameterException: (Missing|\d+ validation))/;

describe.each(Object.entries(pendings))("an answer to %s", (_name, pend) => {
  it("leads on as its owner gives it", async () => {
    const pending = await pend();
    const { app, responses } = pending;
    const word = await send(app, { ...membersOf(pending), ChallengeResponses: responses });
    if (pending.asked.ChallengeName === "MFA_SETUP") expect(word).toMatch(/^NotAuthorizedException: /);
    else expect(word).not.toContain(":");
  });

  it("leads nowhere with any part of it left out, empty, huge or of another type (A10)", async () => {
    let pending = await pend();
    for (const part of Object.keys(pending.responses)) {
      for (const value of nothings) {
        const { app, responses, asked } = pending;
        const changed = Object.entries({ ...responses, [part]: value });
        const ChallengeResponses = Object.fromEntries(
          changed.filter(([, each]) => each !== undefined),
        ) as JsonValue;
        const word = await send(app, { ...membersOf(pending), ChallengeResponses });
        const said = `${part} ${describeValue(value)}: ${word}`;
        if (!unheard.test(word)) pending = await pend();
        const isText = typeof value === "string" && (value !== "" || part === "ANSWER");
        if (isText && leadsOn[asked.ChallengeName ?? ""] === word) continue;
        expect(word, said).toMatch(/^[A-Za-z]+Exception: /);
        if (value !== null && typeof value === "object")
          expect(word, said).toBe("SerializationException: Unexpected field type");
      }
    }
  });

  it("leads nowhere with its frame left out, empty, huge or of another type (A10)", async () => {
    let pending = await pend();
    for (const part of ["ChallengeName", "Session", "ChallengeResponses"] as const) {
      for (const value of nothings) {
        const { app, responses, asked } = pending;
        const isAbsent = value === undefined || value === null;
        // The proof of a password or a device is found by its block, so a Session may be missing beside it.
        const needsNoSession =
          asked.Session === undefined || asked.ChallengeName === "DEVICE_PASSWORD_VERIFIER";
        if (part === "Session" && isAbsent && needsNoSession) continue;
        const word = await send(app, { ...membersOf(pending), ChallengeResponses: responses, [part]: value });
        expect(word, `${part} ${describeValue(value)}`).toMatch(/^[A-Za-z]+Exception: /);
        if (!unheard.test(word)) pending = await pend();
      }
    }
  });
});

describe("a choice of a second factor", () => {
  const names = [
    ["SMS_OTP", "EMAIL_OTP", "EMAIL_MFA", "WEB_AUTHN", "PASSWORD", "MFA_SETUP", "NOMFA", "TOTP", "SMS"],
    ["sms_mfa", "Sms_Mfa", " SMS_MFA", "SMS_MFA ", "SMS_MFA\0", '["SMS_MFA"]', "SMS_MFA,SOFTWARE_TOKEN_MFA"],
    ["__proto__", "constructor", "undefined", "null", "0", "true"],
  ].flat();

  it("takes nothing but the factors that are switched on, spelt as they are (A9)", async () => {
    const way = wayOf("USER_PASSWORD_AUTH", "password");
    // Has an address too, which is not switched on as a factor.
    const member = await newcomer(optional, ["TOTP", "SMS", "e-mail"], {
      enabledFactors: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
    });
    const asked = await begin(service, optional, { way, member });
    expect(asked.ChallengeName).toBe("SELECT_MFA_TYPE");
    const answer = (ANSWER: JsonValue): Promise<string> =>
      send(optional, {
        ChallengeName: "SELECT_MFA_TYPE",
        Session: asked.Session,
        ChallengeResponses: { USERNAME: member.username, ANSWER },
      });
    for (const name of names)
      expect(await answer(name), name).toBe("InvalidParameterException: Invalid MFA type selected.");
    expect(await answer("")).toBe("InvalidParameterException: Missing required parameter ANSWER");
    expect(await answer(["SMS_MFA"])).toBe("SerializationException: Unexpected field type");
    await changeStored(service, optional.poolId, member.sub, { enabledFactors: ["SMS_MFA", "EMAIL_OTP"] });
    expect(await answer("SOFTWARE_TOKEN_MFA")).toMatch(/^InvalidParameterException: /);
    expect(await answer("SMS_MFA")).toBe("SMS_MFA");
  });
});

describe("a choice of a first factor", () => {
  const factors = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];
  const unknown = [
    "password",
    "Password",
    " PASSWORD",
    "SMS_MFA",
    "SOFTWARE_TOKEN_MFA",
    '["PASSWORD"]',
    "__proto__",
  ];

  it("takes nothing but the factors that the user has, spelt as they are (A9)", async () => {
    const member = await newcomer(optional, []);
    const prefer = (PREFERRED_CHALLENGE: JsonValue): Promise<string> => {
      const AuthParameters = { USERNAME: member.username, PREFERRED_CHALLENGE };
      const input = { ClientId: optional.clientId, AuthFlow: "USER_AUTH", AuthParameters };
      // The check of the shape is what is under test.
      const call = () => service.call("InitiateAuth", input as never);
      return attempt(call).then(({ word }) => word);
    };
    const { asked } = await pendingChoice(undefined);
    const select = async (ANSWER: string): Promise<string> => {
      const session = (
        await attempt(() => begin(service, optional, { way: wayOf("USER_AUTH", "SMS_OTP"), member }))
      ).answer;
      const { word } = await attempt(() =>
        reply(service, optional, { asked: session, responses: { USERNAME: member.username, ANSWER } }),
      );
      return word;
    };
    expect(asked.ChallengeName).toBe("SELECT_CHALLENGE");
    for (const factor of factors) {
      const has = factor.startsWith("PASSWORD");
      expect(await prefer(factor), factor).toBe(has ? factor : "SELECT_CHALLENGE");
      if (!has)
        expect(await select(factor), factor).toBe(
          "InvalidParameterException: Selected challenge is not available.",
        );
    }
    for (const name of unknown) {
      expect(await prefer(name), name).toBe("InvalidParameterException: Invalid PREFERRED_CHALLENGE value.");
      expect(await select(name), name).toBe(
        "InvalidParameterException: Selected challenge is not available.",
      );
    }
    expect(await prefer(["PASSWORD"])).toBe("SerializationException: Unexpected field type");
    expect(await prefer({})).toBe("SerializationException: Unexpected field type");
  });
});
