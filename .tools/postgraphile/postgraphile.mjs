// PostGraphile over the benchmark's database, as the role bench_peer, for the user that its argument names. It prints
// "ready" and where it answers, and ends with its standard input.
//
//   node postgraphile.mjs DATABASE-URL USER-ID
import { createServer } from "node:http"
import { postgraphile } from "postgraphile"

const [database, user] = process.argv.slice(2)
const server = createServer(
  postgraphile(database, "public", {
    disableQueryLog: true,
    pgSettings: { role: "bench_peer", "bench.user": user },
  }),
)
server.listen(0, "127.0.0.1", () => console.log(`ready http://127.0.0.1:${server.address().port}/graphql`))
process.stdin.on("end", () => process.exit()).resume()
