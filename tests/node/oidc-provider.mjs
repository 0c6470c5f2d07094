// A real OpenID provider for the tests: node oidc-provider.mjs <port>. PKCE is required; it prints 'ready'.
//
//   PUT /_test/users/<sub>   {claims}                     who exists, and what is said of them
//   PUT /_test/clients/<id>  {secret, redirect_uris}      who may ask
//
// Signing in is one page with one field: the sub. Nothing is asked after that.
import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2]);
const users = new Map();
const clients = new Map();

const CLAIMS = ['name', 'email', 'email_verified', 'groups', 'roles'];

class Clients {
  constructor(model) {
    this.rows = model === 'Client' ? clients : new Map();
  }
  async find(id) {
    return this.rows.get(id);
  }
  async findByUid(uid) {
    return [...this.rows.values()].find((row) => row.uid === uid);
  }
  async upsert(id, row) {
    this.rows.set(id, row);
  }
  async consume(id) {
    this.rows.get(id).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    this.rows.delete(id);
  }
  async revokeByGrantId(grant) {
    for (const [id, row] of this.rows) if (row.grantId === grant) this.rows.delete(id);
  }
}

const provider = new Provider(`http://127.0.0.1:${port}`, {
  adapter: Clients,
  claims: { openid: ['sub'], profile: CLAIMS, email: ['email', 'email_verified'] },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, sub) =>
    users.has(sub) ? { accountId: sub, claims: () => ({ sub, ...users.get(sub) }) } : undefined,
  interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
  pkce: { required: () => true },
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});

const PAGE = `<!doctype html><html lang="nl"><title>Inloggen bij de gemeente</title>
<h1>Inloggen bij de gemeente</h1>
<form method="post"><label>Uw naam <input name="login" autofocus></label> <button>Log in</button>
<button name="stop" value="1">Stop</button></form>`;

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function ours(request, response) {
  const [, place, kind, id] = request.url.split('/');
  if (place === '_test') {
    const given = JSON.parse(await body(request));
    if (kind === 'users') users.set(id, given);
    else
      clients.set(id, {
        client_id: id,
        client_secret: given.secret,
        redirect_uris: given.redirect_uris,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      });
    response.writeHead(204).end();
  } else if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  } else {
    const { login, stop } = parse(await body(request));
    const done = stop ? { error: 'access_denied' } : { login: { accountId: login } };
    await provider.interactionFinished(request, response, done, { mergeWithLastSubmission: false });
  }
}

const answer = provider.callback();
createServer((request, response) => {
  if (!/^\/(_test|login)\//.test(request.url)) answer(request, response);
  else
    ours(request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
}).listen(port, '127.0.0.1', () => console.log('ready'));
