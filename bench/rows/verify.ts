/** Verifying in-process: with every check, against the library's check of the same two proofs. */
import { canonize } from '../../src/credentials/graph/canonize.ts';
import type { Surroundings } from '../../src/credentials/verify/verify.ts';
import { repeat, type Work, type Works } from '../harness.ts';
import {
  FOREIGN_DID,
  freshBadge,
  freshForeignBadge,
  type GoldenBadge,
} from '../subjects/golden.ts';
import { OUR_DID } from '../subjects/golden.ts';
import { type BenchIssuer, createIssuer, sha256 } from '../subjects/keys.ts';
import { signWhole, surroundingsOf, verifyOurs } from '../subjects/ours.ts';
import { createPlainVerifier } from '../subjects/plain.ts';
import { compared, type Group } from './row.ts';

type Signed = Awaited<ReturnType<typeof signWhole>>;

export const verifyRows: Group = {
  name: 'verify',
  async open() {
    const ours = createIssuer(OUR_DID);
    const foreign = createIssuer(FOREIGN_DID);
    const surroundings = await surroundingsOf([ours, foreign]);
    const plain = createPlainVerifier([ours.didDocument, foreign.didDocument]);
    const worksFor = async (issuer: BenchIssuer, make: () => GoldenBadge): Promise<Works> => ({
      ours: fresh(() => signWhole(make(), issuer.signer), surroundings),
      ...(await comparisons(issuer, await signWhole(make(), issuer.signer), plain)),
    });
    const seen = await signWhole(freshBadge(), ours.signer);
    const text = JSON.stringify(seen);
    return {
      rows: [
        compared(
          'never seen',
          await worksFor(ours, freshBadge),
          'golden badge and its endorsement, both signed anew for each verification',
        ),
        compared('seen before', {
          ours: repeat(() => verifyOurs(text, surroundings)),
          ...(await comparisons(ours, seen, plain)),
        }),
        compared(
          'foreign issuer',
          await worksFor(foreign, freshForeignBadge),
          'never seen; its DID document and list are at hand',
        ),
      ],
    };
  },
};

/** What is seen once is remembered: each is verified once. */
function fresh(make: () => Promise<Signed>, surroundings: Surroundings): Work {
  let texts: string[] = [];
  return {
    async prepare(count: number) {
      texts = [];
      while (texts.length < count) texts.push(JSON.stringify(await make()));
    },
    async run() {
      for (const text of texts) await verifyOurs(text, surroundings);
    },
  };
}

async function comparisons(
  issuer: BenchIssuer,
  signed: Signed,
  verify: (credential: object) => Promise<void>,
): Promise<Works> {
  const { proof, ...document } = signed;
  const quads = await canonize(document);
  const bytes = sha256(quads);
  const signature = issuer.sign(bytes);
  return {
    plain: repeat(async () => {
      await verify(signed);
      for (const endorsement of signed.endorsement) await verify(endorsement);
    }),
    floor: repeat(() => {
      for (let proofs = 0; proofs < 2; proofs += 1) {
        sha256(quads);
        sha256('proof options');
        if (!issuer.verify(bytes, signature)) throw new Error('Not verified');
      }
    }),
  };
}
