import { describe, expect, it } from 'vitest';
import {
  type SignatureFormat,
  SIGNATURE_FORMATS,
} from '../../../src/credentials/formats/formats.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { buildEndorsement } from '../../../src/credentials/write/build-endorsement.ts';
import { fullInput, NOW } from '../../credentials/support/issuer.ts';
import * as issued from '../../credentials/support/two-keys.ts';

const endorsements = ['A gardé l’heure.', 'A répondu à douze voisins.'].map((comment, at) =>
  buildEndorsement({
    id: `urn:uuid:${at}`,
    name: 'Confirmation',
    issuer: fullInput.issuer,
    validFrom: '2026-10-15T08:00:00Z',
    about: issued.credential.id,
    comment,
  }),
);

/** What a way of signing does, and takes apart again: the same badge can then be signed anew. */
export function describeSignature(format: SignatureFormat): void {
  describe(`the signature ${format.id}`, async () => {
    const signer = issued.signers[format.algorithm];
    const text = await format.sign(issued.credential, signer, NOW, endorsements);

    it('takes apart what it put together: document, endorsements, and a key for each', () => {
      const opened = format.open(text);
      expect(opened).toEqual({
        document: issued.credential,
        endorsements,
        keys: [signer.id, signer.id, signer.id],
      });
      // Signed anew it is the same text, letter for letter, but for the signature.
      expect(Object.keys(opened.document)).toEqual(Object.keys(issued.credential));
    });

    it('takes apart a badge that nobody confirmed', async () => {
      const alone = format.open(await format.sign(issued.credential, signer, NOW));
      const { document, keys } = alone;
      expect(alone).toEqual({ document, endorsements: [], keys });
      expect([document, keys]).toEqual([issued.credential, [signer.id]]);
    });

    it('is right over the badge, and over each endorsement in it', async () => {
      const { summary, checks } = await verifyCredential(text, issued.world);
      expect(summary).toMatchObject({ signature: 'right', standing: 'valid' });
      const confirmed = checks.filter(({ id }) => id === 'endorsement');
      expect(confirmed.map(({ outcome, endorsement }) => [outcome, endorsement?.comment])).toEqual(
        endorsements.map(({ credentialSubject: said }) => ['pass', said.endorsementComment]),
      );
    });

    it.each(Object.values(issued.signers).filter((one) => one !== signer))(
      'is not made by a key of $algorithm',
      async (other) => {
        const signing = format.sign(issued.credential, other, NOW);
        await expect(signing).rejects.toMatchObject({ code: 'UNSUPPORTED_ALGORITHM' });
      },
    );

    it('opens no text that it did not write', async () => {
      const others = SIGNATURE_FORMATS.filter(({ id }) => id !== format.id);
      const texts = await Promise.all(others.map(({ id }) => issued.signIn(id)));
      for (const one of ['', '{}', 'null', 'a.b.c', text.slice(0, text.length / 2), ...texts]) {
        expect(() => format.open(one)).toThrow();
      }
    });
  });
}
