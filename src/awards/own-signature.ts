/** Whether a key of ours signed a text that lies in the store: it still tells once it is revoked. */
import { buildDidDocument } from '../credentials/write/did-document.ts';
import { verifyCredential } from '../credentials/verify/verify.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import type { Kpa } from '../storage/store.ts';
import type { Addresses } from '../badges/addresses.ts';
import { describeIssuer, issuerKey } from '../badges/issuer.ts';

interface Services {
  /** Those under which it was signed. */
  readonly at: Addresses;
  readonly keys: { publicKeys(kpaId: string): Promise<readonly PublicKey[]> };
}

/** `fragment`: of the key that should have signed it. */
export async function isSignedBy(
  { at, keys }: Services,
  kpa: Kpa,
  fragment: string,
  text: string,
  now: Date,
): Promise<boolean> {
  const { id: did } = describeIssuer(at, kpa);
  const key = (await keys.publicKeys(kpa.id)).find((one) => one.fragment === fragment);
  if (!key) return false;
  // As before it was revoked.
  const document = buildDidDocument({ did, keys: [{ ...issuerKey(did, key), state: 'retired' }] });
  const { summary } = await verifyCredential(
    text,
    {
      now,
      resolveDid: () => Promise.resolve({ outcome: 'found', document }),
      fetchStatusList: () => Promise.resolve({ outcome: 'unreachable', detail: 'not asked for' }),
      knownIssuer: () => Promise.resolve(undefined),
    },
    { profile: 'w3c' },
  );
  return summary.authentic === 'yes';
}
