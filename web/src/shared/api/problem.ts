import { CombinedError } from "@urql/core";

/** What can go wrong, for the words on the page: the server's codes and the two that only a client can meet. */
export const problemCodes = [
  "UNAUTHENTICATED",
  "NOT_FOUND",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "CONFLICT",
  "FAILED_PRECONDITION",
  "LIMITED",
  "UNAVAILABLE",
  "INTERNAL",
  "NETWORK",
  "UNKNOWN",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  readonly code: ProblemCode;
  /** What the server says about it, safe to show; empty where it has nothing to add to the code. */
  readonly message: string;
  /** The wrong field of the input, for BAD_USER_INPUT. */
  readonly field: string | null;
  /** What the operator needs to find the cause. */
  readonly requestId: string | null;
}

// Codes whose message tells more than the code does.
const telling: ReadonlySet<ProblemCode> = new Set(["BAD_USER_INPUT", "CONFLICT", "FAILED_PRECONDITION", "LIMITED"]);

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: "BAD_USER_INPUT",
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  410: "NOT_FOUND",
  412: "FAILED_PRECONDITION",
  413: "LIMITED",
  429: "LIMITED",
  500: "INTERNAL",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "UNAVAILABLE",
};

/** The one mapper from whatever was thrown or answered to what the page can talk about. It never throws. */
export function toProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  if (error instanceof CombinedError) return fromCombined(error);
  const status = statusOf(error);
  if (status !== null) return fromStatus(status, headerOf(error, "x-request-id"));
  if (error instanceof TypeError || isUnanswered(error)) return problem("NETWORK");
  return problem("UNKNOWN");
}

/** The problem that a refusal over HTTP tells of, with its details (RFC 9457) if it has any. */
export async function problemIn(response: Response): Promise<Problem> {
  const told: unknown = await response.json().catch(() => null);
  const known = toProblem(response);
  if (typeof told !== "object" || told === null || !("detail" in told)) return known;
  const code = problemCodes.find((each) => "code" in told && each === told.code) ?? known.code;
  return {
    ...known,
    code,
    message: (telling.has(code) && text(told.detail)) || "",
    field: "field" in told ? text(told.field) : null,
  };
}

function fromCombined(error: CombinedError): Problem {
  const response: unknown = error.response;
  const requestId = response instanceof Response ? response.headers.get("x-request-id") : null;
  const first = error.graphQLErrors[0];
  if (first) {
    const { code, field, requestId: told } = first.extensions;
    const known = problemCodes.find((each) => each === code) ?? "UNKNOWN";
    return {
      code: known,
      message: telling.has(known) ? first.message : "",
      field: text(field),
      requestId: text(told) ?? requestId,
    };
  }
  if (response instanceof Response && !response.ok) return fromStatus(response.status, requestId);
  return problem(error.networkError ? "NETWORK" : "UNKNOWN", requestId);
}

function fromStatus(status: number, requestId: string | null): Problem {
  if (status === 0) return problem("NETWORK", requestId);
  return problem(byStatus[status] ?? "UNKNOWN", requestId);
}

function problem(code: ProblemCode, requestId: string | null = null): Problem {
  return { code, message: "", field: null, requestId };
}

function isProblem(error: unknown): error is Problem {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    "requestId" in error &&
    problemCodes.some((code) => code === error.code)
  );
}

// A fetch Response, or an error of tus-js-client, which carries the answer as originalResponse.
function statusOf(error: unknown): number | null {
  if (error instanceof Response) return error.status;
  const response = tusResponse(error);
  return response ? response.getStatus() : null;
}

function headerOf(error: unknown, name: string): string | null {
  if (error instanceof Response) return error.headers.get(name);
  return tusResponse(error)?.getHeader(name) ?? null;
}

// An error of Uppy, or of tus-js-client below it, for a request that nobody answered.
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("isNetworkError" in error) return error.isNetworkError === true;
  return "originalRequest" in error && error.originalRequest != null && tusResponse(error) === null;
}

interface TusResponse {
  getStatus(): number;
  getHeader(name: string): string | undefined;
}

function tusResponse(error: unknown): TusResponse | null {
  if (typeof error !== "object" || error === null || !("originalResponse" in error)) return null;
  const response = error.originalResponse;
  return typeof response === "object" && response !== null && "getStatus" in response && "getHeader" in response
    ? (response as TusResponse)
    : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
