/** Our JWTs in a JOSE library, with the key set that the KPA publishes. */
import { compactVerify, createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Issued, issueBadges } from './issued.ts';

let issued: Issued;
beforeAll(async () => {
  issued = await issueBadges();
});
afterAll(() => issued.world.destroy());

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

async function verify(jwt: string): Promise<string> {
  const keys = createLocalJWKSet(
    keySet.parse(JSON.parse(await issued.text('/.well-known/jwks.json'))),
  );
  return compactVerify(jwt, keys, { algorithms: ['ES256'] }).then(
    ({ protectedHeader: { kid } }) => `verified with ${String(kid)}`,
    (error: unknown) => String(error),
  );
}

it('a badge is signed with a key of the KPA, as it stands and in its images', async () => {
  const path = issued.pathOf(issued.accepted);
  const jwt = await issued.text(`${path}.jwt`);
  expect(await verify(jwt)).toBe('verified with did:web:badges.example:k:hauts-pres#key-2');
  const svg = await issued.text(`${path}.svg?signature=vc-jwt`);
  expect(svg).toContain(jwt);
});

it('a badge of which a character was changed is not', async () => {
  const jwt = await issued.text(`${issued.pathOf(issued.accepted)}.jwt`);
  const [head = '', body = '', tail = ''] = jwt.split('.');
  const changed = [head, body.replace(/[a-y]/, (letter) => letter.toUpperCase()), tail];
  expect(await verify(changed.join('.'))).toContain('JWSSignatureVerificationFailed');
});
