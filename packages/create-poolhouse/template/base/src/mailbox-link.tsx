import type { JSX } from "react";
import outputs from "../amplify_outputs.json";

/** Where the sandbox keeps what it would send. A built app has no such thing. */
export function MailboxLink(): JSX.Element | null {
  if (!import.meta.env.DEV) return null;
  return (
    <p className="hint mailbox">
      Codes come to the{" "}
      <a href={`${outputs.custom.poolhouse.endpoint}/_mailbox`} target="_blank" rel="noreferrer">
        sandbox’s mailbox
      </a>
      .
    </p>
  );
}
