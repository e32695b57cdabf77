import { useRef, useState } from "react";
import { toProblem, type Problem } from "../api/problem";

export interface Attempt {
  /** Whether something is being done. */
  readonly pending: boolean;
  /** What went wrong the last time. */
  readonly problem: Problem | null;
  /** Does something, unless something is being done; tells whether it succeeded. */
  readonly attempt: (act: () => Promise<unknown>) => Promise<boolean>;
}

/** Does one thing at a time, and keeps what went wrong, so that it can be shown. */
export function useAttempt(): Attempt {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.current) return false;
    busy.current = true;
    setPending(true);
    setProblem(null);
    try {
      await act();
      return true;
    } catch (error) {
      setProblem(toProblem(error));
      return false;
    } finally {
      busy.current = false;
      setPending(false);
    }
  }

  return { pending, problem, attempt };
}
