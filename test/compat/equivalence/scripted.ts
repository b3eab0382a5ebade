/** A user pool that says what a journey wants it to say, for answers that no real one gives on demand. */
import type { Answer } from "./record.ts";

/** The members of an answer, or what answers. */
export type Scripted = object | ((body: Readonly<Record<string, unknown>>) => Response | object);

/** A pool of one person, ada, whose sign-in by password leads to tokens at once, but for what is scripted. */
export function scriptedPool(script: Readonly<Record<string, Scripted>> = {}): Answer {
  return (operation, body) => {
    const scripted = script[operation] ?? defaults[operation] ?? {};
    const answer: Response | object = typeof scripted === "function" ? scripted(body) : scripted;
    return answer instanceof Response ? answer : Response.json(answer);
  };
}

const defaults: Readonly<Record<string, Scripted>> = {
  InitiateAuth: () => ({ ChallengeParameters: {}, AuthenticationResult: tokens() }),
  GetTokensFromRefreshToken: () => ({ AuthenticationResult: tokens() }),
  GetUser: { Username: "ada", UserAttributes: [] },
};

/** An answer with tokens; they are good for as many seconds as told. */
export function tokens(seconds = 3600, claims: object = {}): Record<string, string> {
  const now = Math.floor(Date.now() / 1000);
  const common = { sub: "sub-1", iat: now, exp: now + seconds, jti: "token-1", origin_jti: "origin" };
  return {
    AccessToken: unsignedToken({
      ...common,
      token_use: "access",
      username: "ada",
      client_id: "c1",
      ...claims,
    }),
    IdToken: unsignedToken({ ...common, token_use: "id", "cognito:username": "ada", aud: "c1" }),
    RefreshToken: "refresh-1",
  };
}

/** A token that nobody has signed: clients read claims and verify nothing. */
export function unsignedToken(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.${"signature".repeat(4)}`;
}

/** A refusal as the service writes it. */
export function refuse(name: string, message = `${name} was scripted.`, status = 400): () => Response {
  return () => Response.json({ __type: name, message }, { status, headers: { "x-amzn-errortype": name } });
}

/** Answers one after another; the last again and again. */
export function inTurn(...answers: readonly Scripted[]): Scripted {
  let at = 0;
  return (body) => {
    const answer = answers[Math.min(at, answers.length - 1)] ?? {};
    at += 1;
    // As `scriptedPool` does.
    return typeof answer === "function" ? (answer(body) as Response | object) : answer;
  };
}
