import { useEffect, useState } from "react";
import { problemIn, toProblem, type Problem } from "../../shared/api/problem";

/** A link as it was followed. */
export interface LinkKey {
  readonly linkId: string;
  readonly secret: string;
}

/** What a link says to who has its secret. */
export interface LinkFacts {
  readonly state: "OPEN" | "NOT_YET" | "OVER" | "LOCKED";
  readonly giver: string;
  /** The address of the recipient, masked. */
  readonly email: string;
  readonly passcode: boolean;
  readonly terms: string | null;
  readonly from: string;
  readonly until: string;
}

type Found =
  | { readonly state: "coming" }
  | { readonly state: "there"; readonly facts: LinkFacts }
  | { readonly state: "failed"; readonly problem: Problem };

/** Asks what a link says; ask does so again, and what is there stays meanwhile. */
export function useLinkFacts({ linkId, secret }: LinkKey): { found: Found; ask: () => void } {
  const [found, setFound] = useState<Found>({ state: "coming" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    post({ linkId, secret }, "", {}, abort.signal)
      .then(async (response) => (await response.json()) as LinkFacts)
      .then(
        (facts) => {
          // No line ends within the address.
          setFound({ state: "there", facts: { ...facts, email: facts.email.replace("…", "…\u2060") } });
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setFound({ state: "failed", problem: toProblem(error) });
        },
      );
    return () => {
      abort.abort();
    };
  }, [linkId, secret, attempt]);
  return {
    found,
    ask: () => {
      setAttempt(attempt + 1);
    },
  };
}

/** Has a code sent to the address of the recipient. */
export async function sendCode(key: LinkKey): Promise<void> {
  await post(key, "/code", {});
}

/** Opens a link: from then on the browser has the session of its recipient, and of nobody else. */
export async function openLink(
  key: LinkKey,
  shown: { code: string; passcode: string; acceptTerms: boolean },
): Promise<void> {
  await post(key, "/open", shown);
}

async function post(
  { linkId, secret }: LinkKey,
  what: string,
  more: object,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const response = await fetch(`/s/${encodeURIComponent(linkId)}${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ secret, ...more }),
    credentials: "same-origin",
    signal,
  });
  if (!response.ok) throw await problemIn(response);
  return response;
}
