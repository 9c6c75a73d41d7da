// A certified OpenID Connect provider on loopback for the tests: authorization code with PKCE, accounts by name.
// Reads its plan as JSON from the first argument; prints "ready" and its address. Its sign-in page is one link per
// account, so that a program and a browser can both choose one.
import { createServer } from 'node:http';
import { generateKeyPair, exportJWK } from 'jose';
import { Provider } from 'oidc-provider';

const plan = JSON.parse(process.argv[2]);
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: 'one', use: 'sig', alg: 'RS256' };

function provider(issuer) {
  return new Provider(issuer, {
    clients: plan.clients,
    jwks: { keys: [key] },
    scopes: ['openid'],
    claims: { openid: ['sub', 'groups'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/choose/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, groups: plan.accounts[id] }) }),
    cookies: { keys: ['for tests only'] },
    pkce: { required: () => true },
  });
}

async function signIn(made, request, response, account) {
  const { prompt, params, session, grantId } = await made.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return made.interactionFinished(request, response, { login: { accountId: account } });
  }
  const grant = grantId ? await made.Grant.find(grantId)
    : new made.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid');
  return made.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

let made;
const server = createServer(async (request, response) => {
  const [, word, uid, account] = request.url.split('/');
  if (word !== 'choose') return made.callback()(request, response);
  const { prompt } = await made.interactionDetails(request, response);
  if (account || prompt.name !== 'login') return signIn(made, request, response, account);
  const links = Object.keys(plan.accounts).map((name) => `<a href="/choose/${uid}/${name}">${name}</a>`);
  response.setHeader('content-type', 'text/html');
  return response.end(`<!doctype html><html lang="en"><title>Who are you?</title>${links.join(' ')}</html>`);
});
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  made = provider(issuer);
  console.log(`ready ${issuer}`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
