import { useEffect, useState } from "react";
import { toProblem, type Problem } from "../../shared/api/problem";

/** An OpenID provider that people sign in with. */
export interface Provider {
  readonly name: string;
  readonly label: string;
}

type Providers =
  | { readonly state: "coming" }
  | { readonly state: "there"; readonly providers: readonly Provider[] }
  | { readonly state: "failed"; readonly problem: Problem };

/** Asks which providers there are; retry asks again. */
export function useProviders(): { providers: Providers; retry: () => void } {
  const [providers, setProviders] = useState<Providers>({ state: "coming" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    fetch("/auth/providers", { signal: abort.signal, headers: { Accept: "application/json" } })
      .then(async (response) => {
        if (!response.ok) throw response;
        return (await response.json()) as readonly Provider[];
      })
      .then(
        (found) => {
          setProviders({ state: "there", providers: found });
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setProviders({ state: "failed", problem: toProblem(error) });
        },
      );
    return () => {
      abort.abort();
    };
  }, [attempt]);
  return {
    providers,
    retry: () => {
      setProviders({ state: "coming" });
      setAttempt(attempt + 1);
    },
  };
}

/** Where signing in with a provider begins; afresh, it asks even those whom it knows. */
export function signInUrl(provider: Provider, returnTo: string, afresh: boolean): string {
  const query = { provider: provider.name, return_to: returnTo, ...(afresh && { fresh: "1" }) };
  return `/auth/login?${new URLSearchParams(query).toString()}`;
}

/** Signs out here and says where to go next, which may be the provider's own page. */
export async function signOut(): Promise<string> {
  const response = await fetch("/auth/logout", { method: "POST", headers: { Accept: "application/json" } });
  if (!response.ok && response.status !== 401) throw toProblem(response);
  if (response.status === 401) return "/signin";
  const { redirect } = (await response.json()) as { redirect?: string };
  return redirect ?? "/signin";
}
