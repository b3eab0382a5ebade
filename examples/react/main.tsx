import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Amplify } from "@poolhouse/auth";
import "../shared/look.css";
import { App } from "./app.tsx";

// Vite takes VITE_ variables from .env files; here start.ts gives those of the running sandbox.
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: import.meta.env.VITE_USER_POOL_ID,
      userPoolClientId: import.meta.env.VITE_USER_POOL_CLIENT_ID,
      userPoolEndpoint: import.meta.env.VITE_USER_POOL_ENDPOINT,
    },
  },
});

createRoot(document.body).render(
  <StrictMode>
    <App mailbox={import.meta.env.VITE_MAILBOX} />
  </StrictMode>,
);
