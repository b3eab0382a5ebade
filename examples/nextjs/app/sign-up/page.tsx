import type { JSX } from "react";
import { connection } from "next/server";
import { Forms } from "../forms.tsx";

/** The same forms, begun with an account. */
export default async function Page(): Promise<JSX.Element> {
  await connection();
  return <Forms first={{ form: "sign-up" }} mailbox={process.env["MAILBOX"] ?? ""} />;
}
