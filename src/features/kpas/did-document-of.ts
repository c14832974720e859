import { buildDidDocument } from '../../credentials/write/did-document.ts';
import type { DidResolution } from '../../credentials/surroundings.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Kpa } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { describeIssuer, issuerKey } from '../../badges/issuer.ts';

type Keys = Pick<KeyRing, 'publicKeys'>;

/** The DID document of a KPA: active and retired keys verify, revoked ones are left out. */
export function didDocumentOf(keys: Keys, addresses: Addresses, kpa: Kpa) {
  return documentOf(keys, describeIssuer(addresses, kpa).id, kpa.id);
}

/**
 * The same for our own verifier, which is also told what we do not know (docs/adr/0019). `at`: where
 * it is asked for.
 */
export async function resolveKpa(
  keys: Pick<KeyRing, 'publicKeys' | 'doubtful'>,
  at: Addresses,
  kpa: Kpa,
): Promise<DidResolution> {
  const [document, fragments] = await Promise.all([
    didDocumentOf(keys, at, kpa),
    keys.doubtful(kpa.id),
  ]);
  const doubtful = fragments.map((fragment) => `${document.id}#${fragment}`);
  return { outcome: 'found', document, doubtful };
}

/** `ownerId`: the id of the KPA, or of the network. */
export async function documentOf(keys: Keys, did: string, ownerId: string) {
  const all = await keys.publicKeys(ownerId);
  return buildDidDocument({ did, keys: all.map((key) => issuerKey(did, key)) });
}
