/** Sign-up and sign-in with an authenticator app: one page, no framework. The forms stand in index.html. */
import {
  Amplify,
  autoSignIn,
  cancelSignIn,
  confirmSignIn,
  confirmSignUp,
  fetchUserAttributes,
  getCurrentUser,
  getPendingSignIn,
  resendSignUpCode,
  type SignInNextStep,
  signIn,
  signOut,
  signUp,
} from "@poolhouse/auth";
import { digits } from "../shared/digits.ts";
import { explain } from "../shared/explain.ts";
import { type Pool, resourcesOf } from "../shared/pool.ts";
import { qrImage } from "../shared/qr-image.ts";
import { fill, find, findAll, show } from "./screens.ts";

/** Who is signing up or in; a page that was loaded anew asks again. */
let email = "";

/** What a form does with what was typed in: by the name that its `data-action` says. */
const actions: Readonly<Record<string, (typed: (name: string) => string) => Promise<void>>> = {
  async "sign-up"(typed) {
    email = typed("email");
    const options = { userAttributes: { email }, autoSignIn: true };
    await signUp({ username: email, password: typed("password"), options });
    askToConfirm();
  },
  async confirm(typed) {
    const { nextStep } = await confirmSignUp({ username: email, confirmationCode: digits(typed("code")) });
    // The password is at hand only if the page was not loaded anew since the sign-up.
    if (nextStep.signUpStep === "COMPLETE_AUTO_SIGN_IN") return follow((await autoSignIn()).nextStep);
    show("sign-in");
  },
  async resend() {
    await resendSignUpCode({ username: email });
  },
  async "sign-in"(typed) {
    email = typed("email");
    const { nextStep } = await signIn({ username: email, password: typed("password") });
    await follow(nextStep);
  },
  async answer(typed) {
    const { nextStep } = await confirmSignIn({ challengeResponse: digits(typed("code")) });
    await follow(nextStep);
  },
  async cancel() {
    await cancelSignIn();
    show("sign-in");
  },
  async "sign-out"() {
    await signOut();
    show("sign-in");
  },
};

/** Shows what a step of the sign-in asks for. */
async function follow(step: SignInNextStep): Promise<void> {
  switch (step.signInStep) {
    case "DONE":
      return showHome();
    case "CONFIRM_SIGN_UP":
      return askToConfirm();
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP": {
      const details = step.totpSetupDetails;
      const { href } = details.getSetupUri("Poolhouse example", email || undefined);
      fill("secret", details.sharedSecret);
      find("[data-qr]", HTMLImageElement).src = qrImage(href);
      return show("set-up");
    }
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return show("code");
    default:
      throw new Error(`This example has no form for ${step.signInStep}.`);
  }
}

function askToConfirm(): void {
  fill("email", email);
  show("confirm");
}

async function showHome(): Promise<void> {
  const attributes = await fetchUserAttributes();
  fill("email", attributes["email"] ?? "");
  fill("sub", attributes["sub"] ?? "");
  show("home");
}

async function submit(form: HTMLFormElement): Promise<void> {
  const values = new FormData(form);
  const typed = (name: string): string => {
    const value = values.get(name);
    return typeof value === "string" ? value : "";
  };
  const problem = find('[role="alert"]', HTMLElement);
  const button = form.querySelector("button");
  problem.textContent = "";
  button?.setAttribute("disabled", "");
  try {
    await actions[form.dataset["action"] ?? ""]?.(typed);
    form.reset();
  } catch (error) {
    problem.textContent = explain(error);
    form.querySelector("input")?.select();
  } finally {
    button?.removeAttribute("disabled");
  }
}

/** Where this browser left off: signed in, in the middle of a sign-in, or nowhere. */
async function resume(): Promise<void> {
  const user = await getCurrentUser().catch(() => undefined);
  if (user !== undefined) return showHome();
  const pending = await getPendingSignIn().catch(() => undefined);
  return pending === undefined ? show("sign-in") : follow(pending.nextStep);
}

// What start.ts serves: the pool of the running sandbox. An app of yours would import its own amplify_outputs.json.
const pool = (await (await fetch("pool.json")).json()) as Pool;
Amplify.configure(resourcesOf(pool));
find("[data-mailbox]", HTMLAnchorElement).href = pool.mailbox;
for (const form of findAll("form", HTMLFormElement))
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form);
  });
for (const button of findAll("[data-go]", HTMLButtonElement))
  button.addEventListener("click", () => show(button.dataset["go"] ?? ""));
await resume().catch((error: unknown) => {
  find('[role="alert"]', HTMLElement).textContent = explain(error);
  show("sign-in");
});
