import { useEffect, useState } from "react";

// The secrets of the links that this tab has followed. Nothing else has them: a reload forgets them.
const secrets = new Map<string, string>();

// Takes the secret out of the address, so that it stays in no history and is not read from the screen.
function take(linkId: string): string {
  const secret = location.hash.slice(1);
  if (secret !== "") {
    secrets.set(linkId, secret);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return secrets.get(linkId) ?? "";
}

/** The secret with which this link was followed, last; empty if it came without one. */
export function useSecret(linkId: string): string {
  const [secret, setSecret] = useState(() => take(linkId));
  useEffect(() => {
    const follow = () => {
      setSecret(take(linkId));
    };
    window.addEventListener("hashchange", follow); // the same link once more, perhaps whole now
    return () => {
      window.removeEventListener("hashchange", follow);
    };
  }, [linkId]);
  return secret;
}
