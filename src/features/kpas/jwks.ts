import type { KeyRing } from '../../keys/key-ring.ts';
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';

interface Services {
  readonly store: Store;
  readonly keys: Pick<KeyRing, 'publicKeys'>;
}

/**
 * Every key with which a VC-JWT of a KPA can be verified, each under the `kid` of its JWTs (RFC
 * 7517; Open Badges 3.0 §8.2.3, key provenance). Retired keys are in it, revoked ones are not.
 */
export async function jwksOf({ store, keys }: Services, at: Addresses) {
  const all = [];
  for await (const kpa of store.kpas.readable.all({ index: 'bySlug' })) {
    const { id: did } = describeIssuer(at, kpa);
    for (const key of await keys.publicKeys(kpa.id)) {
      if (key.algorithm !== 'ES256' || key.state === 'revoked') continue;
      all.push({ ...key.publicKey, kid: `${did}#${key.fragment}`, alg: key.algorithm, use: 'sig' });
    }
  }
  return { keys: all };
}
