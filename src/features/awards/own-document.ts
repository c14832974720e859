/** What is stored of an award, read back to be signed anew: only what a key of ours did sign. */
import { z } from 'zod';
import { buildDidDocument } from '../../credentials/did-document.ts';
import type { EndorsementCredential } from '../../credentials/endorsement-model.ts';
import type { Credential } from '../../credentials/model.ts';
import { verifyCredential } from '../../credentials/verify.ts';
import type { PublicKey } from '../../keys/key-ring.ts';
import type { Award, Kpa, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { AwardRows } from '../../web/award-rows.ts';
import { describeIssuer } from '../../web/issuer.ts';
import type { AwardServices } from './draft.ts';
import { keysOf } from './keys-of-forms.ts';
import type { Unsigned } from './sign-forms.ts';

export interface ReissueServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly keys: AwardServices['keys'] & {
    publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
  };
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

/** The signature over all of it, checked before this, tells that it has the shape we built. */
const ofOurs = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const withoutProof = z.looseObject({ proof: z.unknown() }).transform(({ proof, ...rest }) => rest);
const stored = withoutProof.pipe(
  z
    .looseObject({ endorsement: z.array(withoutProof).default([]) })
    .transform(({ endorsement, ...credential }) => ({ credential, endorsement })),
);

/**
 * The credential and what it holds of others, without their proofs. Throws unless what is stored is
 * what its key signed for this award: no signature of ours goes over a document that somebody else
 * wrote into the store.
 */
export async function readOwnDocument(
  services: ReissueServices,
  kpa: Kpa,
  award: Award,
  now: Date,
): Promise<Unsigned> {
  await checkSignature(services, kpa, award, now);
  const read = stored.parse(JSON.parse(award.credential));
  const credential = ofOurs<Credential>().parse(read.credential);
  const endorsements = read.endorsement.map((one) => ofOurs<EndorsementCredential>().parse(one));
  const isOfAward =
    credential.id === services.addresses.credential(kpa.slug, award.id) &&
    credential.credentialStatus.statusListIndex === String(award.statusIndex);
  if (isOfAward) return { credential, endorsements };
  throw new Error('The stored credential is not the one of this award');
}

/** As before its key was revoked: the key still tells whether the bytes are those it signed. */
async function checkSignature(
  { addresses, keys }: ReissueServices,
  kpa: Kpa,
  award: Award,
  now: Date,
): Promise<void> {
  const { id: did } = describeIssuer(addresses, kpa);
  const signedBy = keysOf(award.credential)[0];
  const key = (await keys.publicKeys(kpa.id)).find(({ fragment }) => fragment === signedBy);
  if (key?.algorithm !== 'Ed25519') throw new Error('The key that signed it is not known');
  const { fragment, algorithm, publicKey } = key;
  const issuerKey = { id: `${did}#${fragment}`, algorithm, publicKey, state: 'retired' } as const;
  const document = buildDidDocument({ did, keys: [issuerKey] });
  const { summary } = await verifyCredential(award.credential, {
    now,
    resolveDid: () => Promise.resolve({ outcome: 'found', document }),
    fetchStatusList: () => Promise.resolve({ outcome: 'unreachable', detail: 'not asked for' }),
    knownIssuer: () => Promise.resolve(undefined),
  });
  if (summary.authentic !== 'yes') throw new Error('The stored credential is not as it was signed');
}
