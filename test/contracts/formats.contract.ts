/** What every format of a badge does; each row of the table runs it. */
import { webcrypto } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { isCompactJws } from '../../src/credentials/baking/text.ts';
import { type Format, FORMATS, type ImageFormat } from '../../src/credentials/formats/formats.ts';
import { isObject } from '../../src/credentials/bytes/json-object.ts';
import { readBadgeFile } from '../../src/credentials/formats/read-badge-file.ts';
import { verifyCredential } from '../../src/credentials/verify/verify.ts';
import * as issued from '../credentials/support/two-keys.ts';

export function describeFormat(format: Format, signature: string): void {
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

/** What is true of a picture before there is a badge in it, and of one that takes none. */
export function describeImage(format: ImageFormat): void {
  describe(`a picture as ${format.id}`, async () => {
    const picture = format.draw(issued.drawing);
    const text = await issued.signIn('data-integrity');
    const baked = await issued.issueIn(format);

    it('holds no badge, and is known to be a picture', async () => {
      const { extension: kind } = format;
      expect(await readBadgeFile(picture)).toMatchObject({ ok: false, reason: 'no-badge', kind });
    });

    it('takes no second badge', () => {
      expect(format.bake(baked, text)).toMatchObject({ ok: false, reason: 'two-badges' });
    });

    it.each(['', 'Voici mon badge', ` ${text}`, '\ud800'])(
      'takes no text that is no badge: %j',
      (no) => {
        expect(format.bake(picture, no).ok).toBe(false);
      },
    );

    it('is no picture in another format, and not a text', async () => {
      for (const other of FORMATS.filter((one) => one !== format)) {
        const file = await issued.issueIn(other);
        expect([other.id, format.knows(file)]).toEqual([other.id, false]);
        expect(format.bake(file, text).ok).toBe(false);
        expect(await format.read(file)).toMatchObject({ ok: false });
      }
    });

    it('is read or refused wherever it is cut, and never another badge', async () => {
      for (let end = 0; end < baked.length; end += 7) {
        const read = await format.read(baked.subarray(0, end));
        expect(read.ok && read.text !== text).toBe(false);
      }
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
