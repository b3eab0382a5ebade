import { expect, test } from "vitest";
import { signWebhook } from "./webhook-signature.ts";

test("a request is signed as the specification's sample says", () => {
  const headers = signWebhook({
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    now: 1_614_265_330_999,
    body: '{"test": 2432232314}',
  });
  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("id, time and body all count, and so does the secret", () => {
  const request = { secret: "a secret of any form", id: "1", now: 1_000, body: "{}" };
  const signatures = [{}, { id: "2" }, { now: 2_000 }, { body: "{ }" }, { secret: "another" }].map(
    (changes) => signWebhook({ ...request, ...changes })["webhook-signature"],
  );
  expect(new Set(signatures).size).toBe(5);
});
