// A certified OpenID provider (npm oidc-provider) for tests, on loopback only.
//
//   node provider.mjs '{"port": 0, "audience": "…", "clients": […], "accounts": […]}'
//
// It prints "ready <issuer>" once it listens, and ends when its standard input does, so that it never
// outlives the test that started it. The configuration:
//
//   port       0 picks a free one; the issuer is http://127.0.0.1:<port>
//   clients    client metadata as in OpenID Connect Dynamic Client Registration: client_id, client_secret,
//              redirect_uris, post_logout_redirect_uris, backchannel_logout_uri, grant_types, …
//   accounts   {"sub", "email", "email_verified", "name", "groups", …}; each claim as it is to be issued
//   audience   the API for which a request with resource=<audience>, or client_credentials, gets a JWT
//              access token (RFC 8707, RFC 9068); an absolute URI
//   noAuthTime true leaves auth_time out of ID tokens, whatever is asked, as some providers do
//   ttl        seconds by kind of token, over oidc-provider's own: {"AccessToken": 60, …}
//
// Signing in is one form, POST login=<sub> to the page's own address; consent is never asked. The scopes
// are openid, email, profile, groups and offline_access. A client with grant type refresh_token gets a
// refresh token; it outlives the session at the provider if the client asked for offline_access and
// prompt=consent (OpenID Connect Core 11). Besides the protocol there are, for tests only:
//
//   POST   /__test/rotate          sign with a new key; the key before it stays published, older ones go
//   PUT    /__test/accounts/<sub>  add an account or replace its claims; the body is JSON
//   DELETE /__test/accounts/<sub>  remove it: refresh and userinfo fail from then on
//   POST   /__test/logout/<sub>    send every client its back-channel logout token for this subject
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { json, text } from 'node:stream/consumers'

import Provider, { errors } from 'oidc-provider'

const config = JSON.parse(process.argv[2])
const accounts = new Map(config.accounts.map(account => [account.sub, account]))
const cookieKeys = [randomBytes(32).toString('hex')]
const signingKeys = [newKey()] // newest first: the first one signs

const server = createServer((request, response) => {
  answer(request, response).catch(error => {
    response.statusCode = 500
    response.end(`${error}\n`)
  })
})
let issuer, provider
server.listen(config.port ?? 0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  provider = newProvider()
  console.log(`ready ${issuer}`)
})
process.stdin.resume().on('end', () => process.exit())

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }
}

// Providers of one process share oidc-provider's in-memory store, so that a new one, made for new keys,
// knows the sessions and grants of the one before.
function newProvider() {
  const scopes = ['openid', 'email', 'profile', 'groups', 'offline_access']
  const made = new Provider(issuer, {
    clients: config.clients,
    jwks: { keys: signingKeys },
    cookies: { keys: cookieKeys },
    ttl: config.ttl,
    scopes,
    claims: { email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    conformIdTokenClaims: false, // claims stand in the ID token, as most providers in use do it
    findAccount: (_, sub) => accounts.has(sub) ? { accountId: sub, claims: () => accounts.get(sub) } : undefined,
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: ctx => grantAll(ctx.oidc.client.clientId, ctx.oidc.session.accountId),
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    // Back-channel logout goes to loopback here, which a production fetch should refuse.
    fetch: (url, options) => globalThis.fetch(url, { ...options, signal: AbortSignal.timeout(5000) }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page('Sign out', `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`)
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: ctx => ctx.oidc.params.grant_type === 'client_credentials' ? config.audience : undefined,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => {
          if (resource !== config.audience) throw new errors.InvalidTarget()
          return {
            audience: resource,
            scope: scopes.join(' '),
            accessTokenFormat: 'jwt',
            accessTokenTTL: config.ttl?.AccessToken,
            jwt: { sign: { alg: 'RS256' } },
          }
        },
      },
    },
  })

  async function grantAll(clientId, accountId) {
    const grant = new made.Grant({ clientId, accountId })
    grant.addOIDCScope(scopes.join(' '))
    if (config.audience) grant.addResourceScope(config.audience, scopes.join(' '))
    await grant.save()
    return grant
  }
  made.grantAll = grantAll
  if (config.noAuthTime) {
    const { payload } = made.IdToken.prototype
    made.IdToken.prototype.payload = async function () {
      const { auth_time: _, ...claims } = await payload.call(this)
      return claims
    }
  }
  made.on('server_error', (_, error) => console.error(error))
  return made
}

async function answer(request, response) {
  const [, area, name, argument] = new URL(request.url, issuer).pathname.split('/').map(decodeURIComponent)
  switch (area) {
    case 'interaction':
      return interaction(request, response)
    case '__test':
      response.statusCode = await control(request, name, argument)
      return response.end()
    default:
      return provider.callback()(request, response)
  }
}

async function interaction(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'consent') {
    const grant = await provider.grantAll(params.client_id, session.accountId)
    return provider.interactionFinished(request, response, { consent: { grantId: grant.jti } }, { mergeWithLastSubmission: true })
  }
  if (request.method === 'POST') {
    const login = new URLSearchParams(await text(request)).get('login')
    const result = accounts.has(login)
      ? { login: { accountId: login } }
      : { error: 'access_denied', error_description: 'there is no such account' }
    return provider.interactionFinished(request, response, result)
  }
  const buttons = [...accounts.values()].map(({ sub, name }) =>
    `<p><button name="login" value="${escape(sub)}">${escape(name ?? sub)}</button></p>`)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page('Sign in', `<form method="post">${buttons.join('')}</form>`))
}

async function control(request, name, argument) {
  switch (`${request.method} ${name}`) {
    case 'POST rotate':
      signingKeys.unshift(newKey())
      signingKeys.length = 2
      provider = newProvider()
      return 204
    case 'PUT accounts':
      accounts.set(argument, { ...await json(request), sub: argument })
      return 204
    case 'DELETE accounts':
      return accounts.delete(argument) ? 204 : 404
    case 'POST logout':
      for (const { client_id } of config.clients) {
        const client = await provider.Client.find(client_id)
        if (client.backchannelLogoutUri) await client.backchannelLogout(argument)
      }
      return 204
    default:
      return 404
  }
}

function page(title, body) {
  return `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`
}

function escape(value) {
  return value.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
