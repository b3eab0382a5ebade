/** What a network and a proxy can do to an answer. */
import type { ScriptedJourney } from "../journey.ts";
import { inTurn, refuse, scriptedPool } from "../scripted.ts";

const input = { username: "ada" };

const say =
  (body: string | null, init: ResponseInit): (() => Response) =>
  () =>
    new Response(body, init);

const page = say("<html><body>Bad gateway</body></html>", {
  status: 502,
  headers: { "content-type": "text/html" },
});

const cutOff = (): Response => {
  throw new TypeError("fetch failed");
};

const delivered = {
  CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
};

export const faultJourneys: readonly ScriptedJourney[] = [
  {
    title: "a network that is gone, and one that comes back",
    async go(driver) {
      driver.answerWith(scriptedPool({ ForgotPassword: cutOff, SignUp: cutOff, InitiateAuth: cutOff }));
      await driver.run("resetPassword", input);
      await driver.run("signUp", { username: "ada", password: "Correct-Horse-9" });
      for (const authFlowType of ["USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_WITHOUT_SRP", "USER_AUTH"]) {
        const secret = authFlowType.includes("PASSWORD") || authFlowType.includes("USER_SRP");
        const given = { username: "ada", ...(secret && { password: "p" }), options: { authFlowType } };
        await driver.run("signIn", given);
      }
      driver.answerWith(scriptedPool({ ForgotPassword: inTurn(cutOff, cutOff, delivered) }));
      await driver.run("resetPassword", input);
    },
  },
  {
    title: "a service that is busy: every status and name that is asked again for",
    async go(driver) {
      for (const status of [429, 500, 502, 503, 504, 501, 403, 404]) {
        driver.answerWith(scriptedPool({ ForgotPassword: refuse("Busy", "Busy.", status) }));
        await driver.run("resetPassword", input);
      }
      for (const name of passing) {
        driver.answerWith(scriptedPool({ ForgotPassword: refuse(name) }));
        await driver.run("resetPassword", input);
      }
      const refusal = refuse("TooManyRequestsException");
      driver.answerWith(scriptedPool({ ForgotPassword: inTurn(refusal, delivered) }));
      await driver.run("resetPassword", input);
    },
  },
  {
    title: "every way to name an error",
    async go(driver) {
      const spellings: readonly (() => Response)[] = [
        ...["com.example#CodeMismatchException", "CodeMismatchException:http://example.com/", "A,B"].map(
          (name) => refuse(name),
        ),
        () => Response.json({ __type: "InBody", message: "From the body." }, { status: 400 }),
        () =>
          Response.json({ code: "ByCode", __type: "InBody", Message: "With a capital." }, { status: 400 }),
        () => Response.json({}, { status: 400 }),
        () => Response.json({ __type: "Moved", message: "Elsewhere." }, { status: 304 + 96 }),
        () =>
          Response.json(
            { __type: "InBody", message: "m" },
            { status: 400, headers: { "x-amzn-errortype": "InHeader", "x-amzn-requestid": "r-1" } },
          ),
      ];
      for (const spelling of spellings) {
        driver.answerWith(scriptedPool({ ForgotPassword: spelling }));
        await driver.run("resetPassword", input);
      }
    },
  },
  {
    title: "a page in place of an answer, and nothing at all",
    async go(driver) {
      const refusedByPage = say("<html></html>", { status: 400 });
      const empty = say("", { status: 200 });
      for (const answer of [
        page,
        refusedByPage,
        say("", { status: 400 }),
        say("<html></html>", { status: 200 }),
      ]) {
        driver.answerWith(scriptedPool({ ForgotPassword: answer, InitiateAuth: answer }));
        await driver.run("resetPassword", input);
        await driver.run("signIn", { ...input, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
      }
      driver.answerWith(scriptedPool({ ConfirmSignUp: empty, ForgetDevice: empty, DeleteUser: empty }));
      await driver.run("confirmSignUp", { username: "ada", confirmationCode: "123456" });
      await driver.run("signIn", {
        ...input,
        password: "p",
        options: { authFlowType: "USER_PASSWORD_AUTH" },
      });
      await driver.run("forgetDevice", { device: { id: "eu-west-1_1" } });
      await driver.run("deleteUser");
    },
  },
];

const passing = [
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestTimeout",
  "RequestTimeoutException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
  "RequestTimeTooSkewed",
  "RequestExpired",
  "InvalidSignatureException",
];
