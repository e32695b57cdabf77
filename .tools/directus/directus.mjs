// Directus over the benchmark's database, for the user that its argument names. It prints "ready", where it answers and
// the token to show, and ends with its standard input.
//
// Its own permission filters decide: who reads documents reads those that a grant of theirs is on that is in force by its own
// interval, or whose folder, or one above, such a grant is on.
//
//   node directus.mjs DATABASE-URL USER-ID
import { spawn, spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

const [database, user] = process.argv.slice(2)
const directory = mkdtempSync(join(tmpdir(), "directus-"))
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})
const url = `http://127.0.0.1:${port}`
const [admin, token] = [randomUUID(), randomUUID()]
const environment = {
  PATH: process.env.PATH,
  NODE_ENV: "production",
  DB_CLIENT: "pg",
  DB_CONNECTION_STRING: database,
  SECRET: randomUUID(),
  ADMIN_EMAIL: "admin@example.com",
  ADMIN_PASSWORD: randomUUID(),
  ADMIN_TOKEN: admin,
  HOST: "127.0.0.1",
  PORT: String(port),
  EXTENSIONS_PATH: directory,
  STORAGE_LOCAL_ROOT: directory,
  LOG_LEVEL: "error",
  PRESSURE_LIMITER_ENABLED: "false", // which would refuse 16 clients
  SERVE_APP: "false",
  TELEMETRY: "false",
}
const directus = join(import.meta.dirname, "node_modules", "directus", "cli.js")
const options = { cwd: directory, env: environment, stdio: ["ignore", 2, 2] }

const made = spawnSync(process.execPath, [directus, "bootstrap"], options)
if (made.status !== 0) process.exit(1)
const server = spawn(process.execPath, [directus, "start"], options)
process.stdin.on("end", () => server.kill()).resume()
server.on("exit", () => {
  rmSync(directory, { recursive: true })
  process.exit()
})

// ask asks Directus as its admin, and wants it done.
async function ask(method, path, body) {
  const response = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${admin}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`)
  return answer && JSON.parse(answer).data
}

for (;;) {
  const answer = await fetch(`${url}/server/ping`).catch(() => undefined)
  if (answer?.ok) break
  await new Promise((resolve) => setTimeout(resolve, 200))
}

for (const [one, many, field] of [
  ["documents", "grants", "document_id"],
  ["folders", "grants", "folder_id"],
  ["folders", "ancestries", "descendant_id"],
]) {
  await ask("POST", `/fields/${one}`, { field: many, type: "alias", meta: { special: ["o2m"] } })
  await ask("PATCH", `/relations/${many}/${field}`, { collection: many, field, related_collection: one, meta: { one_field: many } })
}
const inForce = {
  user_id: { _eq: "$CURRENT_USER.external_identifier" },
  valid_from: { _lte: "$NOW" },
  valid_until: { _gt: "$NOW" },
  revoked_at: { _null: true },
}
const opened = [{ grants: inForce }, { folder_id: { ancestries: { ancestor_id: { grants: inForce } } } }]
const policy = await ask("POST", "/policies", {
  name: "Readers",
  permissions: {
    create: [
      {
        collection: "documents",
        action: "read",
        fields: ["*"],
        permissions: { _and: [{ deleted_at: { _null: true } }, { _or: opened }] },
      },
      { collection: "versions", action: "read", fields: ["*"], permissions: {} },
    ],
    update: [],
    delete: [],
  },
})
await ask("POST", "/users", {
  email: "reader@example.com",
  external_identifier: user,
  token,
  policies: { create: [{ policy: policy.id }], update: [], delete: [] },
})
console.log(`ready ${url}/graphql ${token}`)
