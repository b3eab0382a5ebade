import "@aws-amplify/ui-react/styles.css";
import { Authenticator, ThemeProvider } from "@aws-amplify/ui-react";
import type { JSX } from "react";
import { Dashboard } from "./dashboard";
import { MailboxLink } from "./mailbox-link";

/** Amplify's component asks for whatever the user pool wants to know, and then shows the dashboard. */
export function App(): JSX.Element {
  return (
    <ThemeProvider colorMode="system">
      <Authenticator components={{ Footer: MailboxLink }}>
        {({ signOut }) => <Dashboard onSignOut={() => signOut?.()} />}
      </Authenticator>
    </ThemeProvider>
  );
}
