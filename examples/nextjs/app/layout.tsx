import type { Metadata } from "next";
import type { JSX, ReactNode } from "react";
import "../../shared/look.css";

export const metadata: Metadata = { title: "Sign in with an authenticator app: Next.js", icons: "data:," };

export default function Layout({ children }: { readonly children: ReactNode }): JSX.Element {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
