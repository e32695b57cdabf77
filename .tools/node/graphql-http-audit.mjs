// Runs every server audit of the GraphQL over HTTP specification (npm graphql-http) against a URL.
//
//   node graphql-http-audit.mjs http://127.0.0.1:8080/graphql 'Authorization: Bearer …'
//
// Prints one line per audit; ends with 1 unless every one of them is ok: warnings and notices count too.
import { serverAudits } from 'graphql-http'

const [url, ...headers] = process.argv.slice(2)
const extra = headers.map(header => {
  const colon = header.indexOf(':')
  return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()]
})

function fetchFn(input, init) {
  const sent = new Headers(init?.headers)
  for (const [name, value] of extra) sent.set(name, value)
  return fetch(input, { ...init, headers: sent, signal: AbortSignal.timeout(10_000) })
}

const audits = serverAudits({ url, fetchFn })
let failed = 0
for (const audit of audits) {
  const result = await audit.fn().catch(error => ({ status: 'fatal', reason: `${error.message}: ${error.cause}` }))
  if (result.status !== 'ok') failed++
  console.log(`${result.status.padEnd(6)} ${audit.id} ${audit.name}${result.reason ? `: ${result.reason}` : ''}`)
  await result.response?.body?.cancel().catch(() => {})
}
console.log(`${audits.length - failed} of ${audits.length} audits ok`)
process.exitCode = failed || !audits.length ? 1 : 0
