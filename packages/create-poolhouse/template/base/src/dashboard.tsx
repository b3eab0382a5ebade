import { type JSX, useEffect, useState } from "react";
import { describeMe, type Me } from "./describe-me";

/** What somebody sees who is signed in. */
export function Dashboard({ onSignOut }: { readonly onSignOut: () => void }): JSX.Element {
  const [me, setMe] = useState<Me>();
  useEffect(() => {
    void describeMe().then(setMe);
  }, []);
  return (
    <main className="dashboard">
      <h1>Hello{me && `, ${me.email}`}</h1>
      <p>You are signed in. This is where your app begins.</p>
      <dl>
        <dt>Second factor</dt>
        <dd>{me?.factors ?? "…"}</dd>
        <dt>Your id</dt>
        <dd>
          <code>{me?.sub ?? "…"}</code>
        </dd>
        <dt>Tokens issued by</dt>
        <dd>
          <code>{me?.issuer ?? "…"}</code>
        </dd>
      </dl>
      <button type="button" onClick={onSignOut}>
        Sign out
      </button>
    </main>
  );
}
