import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** A vault of one's own, with everything new and the sample people in it. */
export interface Server {
  url: string;
  /** What it has sent to an address, the newest first. */
  mails: (to: string) => Promise<Mail[]>;
  /** Kills it without warning. */
  kill: () => Promise<void>;
  /** Starts again what was killed. */
  start: () => Promise<void>;
  /** Silences the directory that tells it who has left. */
  hush: () => Promise<void>;
  /** Has the directory be heard again. */
  speak: () => Promise<void>;
  /** Ends and removes it. */
  stop: () => Promise<void>;
}

export interface Mail {
  subject: string;
  text: string;
}

/** What a server may run on, and how it is brought up. */
export const settings = { production, dev };

const program = resolve("../bin/strongroom");

/** "strongroom serve" on PostgreSQL, S3, certified OpenID providers and a mail server. */
async function production(): Promise<Server> {
  const parts = spawn("go", ["run", "./bench/parts/production", program], {
    cwd: "..",
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lines = createInterface(parts.stdout)[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error("bench/parts/production has ended (run it by hand; it needs: make services build)");
    return line.value;
  };
  const tell = async (order: string): Promise<void> => {
    parts.stdin.write(`${order}\n`);
    await said();
  };
  const [, url = "", mailbox = ""] = (await said()).split(" ");
  return {
    url,
    mails: (to) => received(mailbox, to),
    kill: () => tell("kill"),
    start: () => tell("start"),
    hush: () => tell("hush"),
    speak: () => tell("speak"),
    stop: async () => {
      const ended = once(parts, "exit");
      parts.stdin.end();
      await ended;
    },
  };
}

/** Asks the API of mailpit, whose search finds longer addresses as well. */
async function received(mailbox: string, to: string): Promise<Mail[]> {
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${mailbox}/api/v1/${path}`);
    if (!response.ok) throw new Error(`the mail server answers ${response.status}`);
    return (await response.json()) as Answer;
  };
  interface Found {
    messages: { ID: string; To: { Address: string }[] }[];
  }
  const { messages } = await ask<Found>(`search?query=${encodeURIComponent(`to:"${to}"`)}`);
  const ours = messages.filter(({ To }) => To.some(({ Address }) => Address === to));
  return Promise.all(
    ours.map(async ({ ID }) => {
      const { Subject, Text } = await ask<{ Subject: string; Text: string }>(`message/${ID}`);
      return { subject: Subject, text: Text.replaceAll("\r\n", "\n") };
    }),
  );
}

/** "strongroom dev": SQLite, a directory and its built-in providers. */
async function dev(): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), "strongroom-"));
  const run = async (listen: string) => {
    const running = spawn(program, ["dev", "--listen", listen, "--data", data], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    for await (const line of createInterface(running.stdout)) {
      const url = /^Strongroom is at (\S+)/.exec(line)?.[1];
      if (url !== undefined) return { url, running };
    }
    throw new Error("strongroom dev has ended");
  };
  const { url, ...first } = await run("localhost:0");
  let { running } = first;
  const kill = async () => {
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  };
  return {
    url,
    mails: () => Promise.reject(new Error("it sends none")),
    kill,
    start: async () => {
      ({ running } = await run(new URL(url).host));
    },
    hush: () => Promise.reject(new Error("it has no directory")),
    speak: () => Promise.reject(new Error("it has no directory")),
    stop: async () => {
      await kill();
      await rm(data, { recursive: true });
    },
  };
}
