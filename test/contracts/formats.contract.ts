/** What every format of a badge does; each row of the table runs it. */
import { webcrypto } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { isCompactJws } from '../../src/credentials/baking/text.ts';
import { type Format, SIGNATURE_FORMATS } from '../../src/credentials/formats/formats.ts';
import { readBadgeFile } from '../../src/credentials/formats/read-badge-file.ts';
import { verifyCredential } from '../../src/credentials/verify/verify.ts';
import * as issued from '../credentials/support/two-keys.ts';

export { describeImage } from './formats/image.ts';
export { describeSignature } from './formats/signature.ts';

/** `signature`: the id of the format in which the text in an image is signed. */
export function describeFormat(format: Format, signature = format.id): void {
  const signing = SIGNATURE_FORMATS.find(({ id }) => id === signature);
  describe(`${format.id}, signed with ${signature}`, async () => {
    const file = await issued.issueIn(format, signature);
    const read = await format.read(file);
    const text = read.ok ? read.text : '';

    it('reads back what was signed', async () => {
      expect(signing?.knows(new TextEncoder().encode(text))).toBe(true);
      // Without a note: it is baked as the standard says.
      expect(await readBadgeFile(file)).toEqual({ ok: true, text, format: format.id });
    });

    it('holds the same credential, with the same status entry', () => {
      expect(signing?.open(text).document).toEqual(issued.credential);
    });

    it('is authentic and valid', async () => {
      const { summary } = await verifyCredential(text, issued.world);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
    });

    it('holds no name of the person', () => {
      const document = JSON.stringify(signing?.open(text).document);
      const everything = `${new TextDecoder('latin1').decode(file)} ${document}`;
      for (const word of issued.HOLDER.split(' ')) expect(everything).not.toContain(word);
    });

    it('is not authentic once one character of what it says is another', async () => {
      const { summary } = await verifyCredential(changed(text), issued.world);
      expect(summary.authentic).not.toBe('yes');
    });
  });
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
