import { CombinedError } from "@urql/core";
import { describe, expect, test } from "vitest";
import { problemIn, toProblem } from "./problem";

function answered(code: string, message: string, more: object = {}, response?: Response): CombinedError {
  return new CombinedError({ graphQLErrors: [{ message, extensions: { code, ...more } }], response });
}

describe("an answer of GraphQL", () => {
  test("with a field keeps the field and the message", () => {
    expect(toProblem(answered("BAD_USER_INPUT", "it is in the past", { field: "until" }))).toEqual({
      code: "BAD_USER_INPUT",
      message: "it is in the past",
      field: "until",
      requestId: null,
    });
  });

  test("with an inner cause shows no message but the request", () => {
    expect(toProblem(answered("INTERNAL", "sql: boom", { requestId: "req_1" }))).toEqual({
      code: "INTERNAL",
      message: "",
      field: null,
      requestId: "req_1",
    });
  });

  test("takes the request from the header when the error does not tell it", () => {
    const response = new Response(null, { headers: { "X-Request-Id": "req_2" } });
    expect(toProblem(answered("NOT_FOUND", "there is no such thing", {}, response)).requestId).toBe("req_2");
  });

  test("with a code that the page does not know is unknown", () => {
    expect(toProblem(answered("TEAPOT", "short and stout"))).toMatchObject({ code: "UNKNOWN", message: "" });
  });
});

describe("no answer of GraphQL", () => {
  test.each([
    [401, "UNAUTHENTICATED"],
    [413, "LIMITED"],
    [503, "UNAVAILABLE"],
    [418, "UNKNOWN"],
  ])("status %d is %s", (status, code) => {
    expect(toProblem(new Response(null, { status })).code).toBe(code);
    const combined = new CombinedError({
      networkError: new Error("no JSON"),
      response: new Response(null, { status }),
    });
    expect(toProblem(combined).code).toBe(code);
  });

  test("a refusal with details says more", async () => {
    const refusal = (status: number, body: unknown) =>
      new Response(JSON.stringify(body), { status, headers: { "x-request-id": "req_4" } });
    const detail = "at most 10000 documents come at once";
    expect(await problemIn(refusal(413, { detail }))).toMatchObject({
      code: "LIMITED",
      message: detail,
      requestId: "req_4",
    });
    expect(await problemIn(refusal(500, { detail: "internal error" }))).toMatchObject({
      code: "INTERNAL",
      message: "",
    });
    expect(await problemIn(refusal(409, { detail: "the link is over", code: "FAILED_PRECONDITION" }))).toMatchObject({
      code: "FAILED_PRECONDITION",
      message: "the link is over",
    });
    expect(await problemIn(refusal(400, { detail: "is wrong", code: "BAD_USER_INPUT", field: "code" }))).toMatchObject({
      code: "BAD_USER_INPUT",
      message: "is wrong",
      field: "code",
    });
    expect(await problemIn(refusal(503, { detail: "boom", code: "TEAPOT" }))).toMatchObject({
      code: "UNAVAILABLE",
      message: "",
    });
    expect(await problemIn(refusal(413, null))).toMatchObject({ code: "LIMITED", message: "" });
    expect(await problemIn(new Response("<html>", { status: 502 }))).toMatchObject({ code: "UNAVAILABLE" });
  });

  test("an error of an upload carries its status and request", () => {
    const error = Object.assign(new Error("tus: unexpected response"), {
      originalResponse: {
        getStatus: () => 409,
        getHeader: (name: string) => (name === "x-request-id" ? "req_3" : undefined),
      },
    });
    expect(toProblem(error)).toMatchObject({ code: "CONFLICT", requestId: "req_3" });
  });

  test("a server that cannot be reached is a network problem", () => {
    expect(toProblem(new TypeError("Failed to fetch")).code).toBe("NETWORK");
    expect(toProblem(new CombinedError({ networkError: new TypeError("Failed to fetch") })).code).toBe("NETWORK");
  });

  test.each([
    ["Uppy", { isNetworkError: true }],
    ["tus", { originalRequest: {}, originalResponse: null }],
  ])("an upload that nobody answers is a network problem, as %s says it", (_, marks) => {
    expect(toProblem(Object.assign(new Error("no answer"), marks)).code).toBe("NETWORK");
  });

  test.each([["text"], [null], [undefined], [42], [{}], [new Error("x")]])("%s is unknown", (thrown) => {
    expect(toProblem(thrown).code).toBe("UNKNOWN");
  });

  test("a problem stays what it is", () => {
    const problem = { code: "LIMITED", message: "too large", field: null, requestId: null } as const;
    expect(toProblem(problem)).toBe(problem);
  });
});
