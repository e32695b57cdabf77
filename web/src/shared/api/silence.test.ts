import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { breakingSilence, isStream } from "./silence";

// A server whose answers the test writes, piece by piece.
let server: Server;
let url: string;
let answers: ServerResponse[];

beforeEach(async () => {
  answers = [];
  server = createServer((_, answer) => {
    answer.writeHead(200, { "Content-Type": "text/event-stream" });
    answer.write(":\n\n");
    answers.push(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("a stream that speaks in time goes on to its end", async () => {
  const response = await fetch(url);
  expect(isStream(response)).toBe(true);
  const text = breakingSilence(response, 300).text();
  for (let beat = 0; beat < 4; beat++) {
    await new Promise((resolve) => setTimeout(resolve, 100)); // longer than the limit, all in all
    answers[0]?.write("data: x\n\n");
  }
  answers[0]?.end();
  expect((await text).match(/data: x/g)).toHaveLength(4);
});

test("a stream that falls silent fails, and its connection is let go", async () => {
  const response = breakingSilence(await fetch(url), 100);
  const closed = new Promise((resolve) => answers[0]?.once("close", resolve));
  await expect(response.text()).rejects.toThrow("the stream is silent");
  await closed;
});

test("who stops to read lets the connection go", async () => {
  const response = breakingSilence(await fetch(url), 10_000);
  const closed = new Promise((resolve) => answers[0]?.once("close", resolve));
  await response.body?.cancel();
  await closed;
});
