import "@aws-amplify/ui-react/styles.css";
import { Authenticator, defaultDarkModeOverride, type Theme, ThemeProvider } from "@aws-amplify/ui-react";
import type { JSX } from "react";
import { Dashboard } from "./dashboard";
import { MailboxLink } from "./mailbox-link";

const theme: Theme = { name: "my-app", overrides: [defaultDarkModeOverride] };

/** Amplify's component asks for whatever the user pool wants to know, and then shows the dashboard. */
export function App(): JSX.Element {
  return (
    <ThemeProvider theme={theme} colorMode="system">
      <Authenticator components={{ Footer: MailboxLink }}>
        {({ signOut }) => <Dashboard onSignOut={() => signOut?.()} />}
      </Authenticator>
    </ThemeProvider>
  );
}
