// A certified OAuth provider on loopback for the tests: client credentials, private_key_jwt, JWT access tokens.
// Reads its plan as JSON from the first argument; each line on standard input names the keys to publish from then on.
// It signs with the last of them. Prints "ready" and the address, then "keys" and the names.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { generateKeyPair, exportJWK } from 'jose';
import { Provider } from 'oidc-provider';

const plan = JSON.parse(process.argv[2]);
const known = new Map();

async function key(name) {
  if (!known.has(name)) {
    const { privateKey } = await generateKeyPair(plan.algorithm, { extractable: true });
    known.set(name, { ...(await exportJWK(privateKey)), kid: name, use: 'sig', alg: plan.algorithm });
  }
  return known.get(name);
}

async function provider(issuer, names) {
  const keys = await Promise.all(names.map(key));
  const made = new Provider(issuer, {
    clients: plan.clients,
    jwks: { keys },
    scopes: plan.scopes,
    responseTypes: [],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        getCertificate: (ctx) => ctx.get('x-certificate') && decodeURIComponent(ctx.get('x-certificate')),
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, audience) => ({
          audience,
          scope: plan.scopes.join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: plan.algorithm, kid: names.at(-1) } },
        }),
      },
    },
  });
  return made.callback();
}

let answer;
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  answer = await provider(issuer, ['first']);
  console.log(`ready ${issuer}`);
  for await (const line of createInterface({ input: process.stdin })) {
    answer = await provider(issuer, line.trim().split(' '));
    console.log(`keys ${line.trim()}`);
  }
  process.exit(0);
});
