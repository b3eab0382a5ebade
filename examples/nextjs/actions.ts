/** What the forms do, on the server. */
"use server";

import { redirect } from "next/navigation";
import {
  cancelSignIn,
  confirmSignIn,
  confirmSignUp,
  getPendingSignIn,
  resendSignUpCode,
  signIn,
  signOut,
  signUp,
} from "@poolhouse/auth";
import { digits } from "../shared/digits.ts";
import { explain } from "../shared/explain.ts";
import { asVisitor } from "./auth.ts";
import { viewOf } from "./steps.ts";
import type { FormName, View } from "./view.ts";

/** What was typed in. */
interface Typed {
  readonly email: string;
  readonly password: string;
  readonly code: string;
}

/** Each answers what is to be shown next; undefined is the first page, for whoever is signed in by now. */
const forms: Readonly<Record<FormName, (typed: Typed) => Promise<View | undefined>>> = {
  async "sign-up"({ email, password }) {
    const options = { userAttributes: { email } };
    await asVisitor((context) => signUp(context, { username: email, password, options }));
    return { form: "confirm", email };
  },
  async confirm({ email, code }) {
    await asVisitor((context) => confirmSignUp(context, { username: email, confirmationCode: code }));
    return { form: "sign-in", email, notice: "Your address is confirmed. Now sign in." };
  },
  async resend({ email }) {
    await asVisitor((context) => resendSignUpCode(context, { username: email }));
    return { form: "confirm", email, notice: "Another code is on its way." };
  },
  async "sign-in"({ email, password }) {
    const { nextStep } = await asVisitor((context) => signIn(context, { username: email, password }));
    return viewOf(nextStep, email);
  },
  code: ({ code }) => answer(code),
  "set-up": ({ code }) => answer(code),
  /** Where a secret is being set up this asks for a new one: the one before is kept nowhere. */
  async resume() {
    const pending = await asVisitor((context) => getPendingSignIn(context));
    return pending === undefined ? { form: "sign-in" } : viewOf(pending.nextStep);
  },
  async cancel() {
    await asVisitor((context) => cancelSignIn(context));
    return { form: "sign-in" };
  },
};

async function answer(challengeResponse: string): Promise<View | undefined> {
  const { nextStep } = await asVisitor((context) => confirmSignIn(context, { challengeResponse }));
  return viewOf(nextStep);
}

/** Takes a form that was sent. Without scripts the browser gets what is shown next as a page. */
export async function send(shown: View, data: FormData): Promise<View> {
  const read = (name: string): string => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const form = read("form");
  const typed = { email: read("email"), password: read("password"), code: digits(read("code")) };
  let next: View | undefined = shown;
  try {
    if (isForm(form)) next = await forms[form](typed);
  } catch (error) {
    return { ...shown, email: typed.email, problem: explain(error) };
  }
  return next ?? redirect("/");
}

/** Signs whoever sent it out. */
export async function leave(): Promise<void> {
  await asVisitor((context) => signOut(context));
  redirect("/");
}

function isForm(name: string): name is FormName {
  return Object.hasOwn(forms, name);
}
