// A real OpenID Connect provider on 127.0.0.1. Prints its issuer when it is ready and ends when its input is closed.
// Arguments: the redirect address, the port (0: any that is free), and `other` for a provider that does everything the other way: claims in the ID token instead of the
// userinfo endpoint, the client's secret in the body, elliptic signatures.
// A line of input such as `mia staff irm-analysts` puts somebody into these groups and no others; it is answered by `changed mia`.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider } from 'oidc-provider';

const [redirect, port, sort] = process.argv.slice(2);
const other = sort === 'other';
const groups = { mia: ['irm-analysts', 'staff'], tom: ['staff'], ida: [] };
const server = createServer();
server.listen(Number(port), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const [method, algorithm] = other ? ['client_secret_post', 'ES256'] : ['client_secret_basic', 'RS256'];
  const key = other
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const client = {
    redirect_uris: [redirect],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: algorithm,
  };
  const provider = new Provider(issuer, {
    clients: [
      { ...client, client_id: 'ombud', client_secret: 'a secret of the tests', token_endpoint_auth_method: method },
      { ...client, client_id: 'public', token_endpoint_auth_method: 'none' },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    clientAuthMethods: [method, 'none'],
    conformIdTokenClaims: !other,
    jwks: { keys: [key.export({ format: 'jwk' })] },
    pkce: { required: () => true, methods: ['S256'] },
    cookies: { keys: ['only for tests'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: `subject of ${id}`, name: `Name of ${id}`, preferred_username: id, groups: groups[id] }),
    }),
  });
  server.on('request', provider.callback());
  console.log(`ready ${issuer}`);
});

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const [name, ...now] = line.split(' ');
  groups[name] = now;
  console.log(`changed ${name}`);
});
input.on('close', () => process.exit(0));
