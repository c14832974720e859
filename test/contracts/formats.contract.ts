/** What every format of a badge does; each row of the table runs it. */
import { webcrypto } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { isCompactJws } from '../../src/credentials/baking/text.ts';
import type { Format } from '../../src/credentials/formats/formats.ts';
import { isObject } from '../../src/credentials/bytes/json-object.ts';
import { readBadgeFile } from '../../src/credentials/formats/read-badge-file.ts';
import { verifyCredential } from '../../src/credentials/verify/verify.ts';
import * as issued from '../credentials/support/two-keys.ts';

type Signature = 'data-integrity' | 'vc-jwt';

export function describeFormat(format: Format, signature: Signature): void {
  describe(`${format.id}, signed with ${signature}`, async () => {
    const file = await issued.issueIn(format, signature);
    const read = await format.read(file);
    const text = read.ok ? read.text : '';

    it('reads back what was signed', async () => {
      expect(isCompactJws(text)).toBe(signature === 'vc-jwt');
      // Without a note: it is baked as the standard says.
      expect(await readBadgeFile(file)).toEqual({ ok: true, text, format: format.id });
    });

    it('holds the same credential, with the same status entry', () => {
      expect(credentialIn(text)).toEqual(issued.credential);
    });

    it('is authentic and valid', async () => {
      const { summary } = await verifyCredential(text, issued.world);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
    });

    it('holds no name of the person', () => {
      const everything = `${new TextDecoder('latin1').decode(file)} ${JSON.stringify(credentialIn(text))}`;
      for (const word of issued.HOLDER.split(' ')) expect(everything).not.toContain(word);
    });

    it('is not authentic once one character of what it says is another', async () => {
      const { summary } = await verifyCredential(changed(text), issued.world);
      expect(summary.authentic).not.toBe('yes');
    });
  });
}

/** Without what each signature adds. */
function credentialIn(text: string): unknown {
  if (!isCompactJws(text)) return without(JSON.parse(text), ['proof']);
  const payload = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString();
  return without(JSON.parse(payload), ['iss', 'jti', 'nbf', 'sub', 'exp']);
}

function without(value: unknown, keys: readonly string[]): unknown {
  const members = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(members.filter(([key]) => !keys.includes(key)));
}

function changed(text: string): string {
  if (!isCompactJws(text)) return text.replace('douze voisins', 'treize voisins');
  const [header = '', payload = '', signature = ''] = text.split('.');
  const said = Buffer.from(payload, 'base64url').toString().replace('douze', 'treize');
  return [header, Buffer.from(said).toString('base64url'), signature].join('.');
}

/** Two other implementations of JOSE agree, with the key of the DID document. */
export async function verifyElsewhere(jws: string): Promise<readonly boolean[]> {
  const method = issued.didDocument.verificationMethod.find(({ type }) => type === 'JsonWebKey');
  if (!method || !('publicKeyJwk' in method)) throw new Error('No JWK in the DID document');
  const byJose = await compactVerify(jws, await importJWK(method.publicKeyJwk, 'ES256'), {
    algorithms: ['ES256'],
  }).then(
    () => true,
    () => false,
  );
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const { subtle } = webcrypto;
  const key = await subtle.importKey('jwk', { ...method.publicKeyJwk }, algorithm, false, [
    'verify',
  ]);
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const byPlatform = await subtle.verify(
    algorithm,
    key,
    Buffer.from(signature, 'base64url'),
    Buffer.from(`${header}.${payload}`),
  );
  return [byJose, byPlatform];
}
