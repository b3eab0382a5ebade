import { type JSX, useEffect, useRef, useState } from "react";
import { fetchUserAttributes, signOut } from "@poolhouse/auth";
import { explain } from "../shared/explain.ts";

/** What the pool knows of somebody, by the name of the attribute. */
type Attributes = Awaited<ReturnType<typeof fetchUserAttributes>>;

/** What somebody sees who is signed in. */
export function Home({ onSignedOut }: { readonly onSignedOut: () => void }): JSX.Element {
  const [attributes, setAttributes] = useState<Attributes>({});
  const [problem, setProblem] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    fetchUserAttributes().then(setAttributes, (error: unknown) => setProblem(explain(error)));
  }, []);
  return (
    <>
      <h1 tabIndex={-1} ref={heading}>
        You are signed in
      </h1>
      <p role="alert">{problem}</p>
      <dl>
        <dt>E-mail address</dt>
        <dd>{attributes["email"]}</dd>
        <dt>User</dt>
        <dd>{attributes["sub"]}</dd>
      </dl>
      <button onClick={() => void signOut().then(onSignedOut)}>Sign out</button>
    </>
  );
}
