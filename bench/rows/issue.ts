/** Signing in-process: the library's entry point, ours, and what is left without either. */
import { canonize } from '../../src/credentials/graph/canonize.ts';
import { freshBadge, OUR_DID, type Unsigned } from '../subjects/golden.ts';
import { createIssuer, sha256 } from '../subjects/keys.ts';
import { issueBatch, issueOurs } from '../subjects/ours.ts';
import { issuePlainly } from '../subjects/plain.ts';
import { repeat, type Works } from '../harness.ts';
import { compared, type Group } from './row.ts';

export const issueRows: Group = {
  name: 'issue',
  async open() {
    const issuer = createIssuer(OUR_DID);
    const { badge, endorsement } = freshBadge();
    const endorsed = [await issueOurs(endorsement, issuer.signer)];
    const whole: Unsigned = { ...badge, endorsement: endorsed };
    const floorOf = async (document: Unsigned) => {
      const quads = await canonize(document);
      const options = await canonize({
        '@context': document['@context'],
        type: 'DataIntegrityProof',
      });
      return () => issuer.sign(Buffer.concat([sha256(options), sha256(quads)]));
    };

    const one = async (document: Unsigned): Promise<Works> => ({
      ours: repeat(() => issueOurs(document, issuer.signer)),
      plain: repeat(() => issuePlainly(document, issuer.signer)),
      floor: repeat(await floorOf(document)),
    });

    /** All of one badge class, as different as the people who get them. */
    const batch = async (make: () => Unsigned): Promise<Works> => {
      let made: Unsigned[] = [];
      const prepare = (count: number) => {
        made = Array.from({ length: count }, make);
        return Promise.resolve();
      };
      return {
        ours: { prepare, run: () => issueBatch(made, issuer.signer) },
        plain: {
          prepare,
          async run() {
            for (const document of made) await issuePlainly(document, issuer.signer);
          },
        },
        floor: repeat(await floorOf(make())),
      };
    };

    return {
      rows: [
        compared('one', await one(whole), 'golden badge, endorsement embedded'),
        compared('one, without endorsement', await one(badge), 'golden badge without endorsement'),
        compared(
          'batch of one class',
          await batch(() => freshBadge().badge),
          'golden badges as they are first signed: nobody has endorsed them yet',
        ),
        compared(
          'batch of one class, endorsed',
          await batch(() => ({ ...freshBadge().badge, endorsement: endorsed })),
        ),
      ],
    };
  },
};
