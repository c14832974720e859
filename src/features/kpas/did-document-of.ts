import { buildDidDocument } from '../../credentials/did-document.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Kpa } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import { describeIssuer } from '../../web/issuer.ts';

/** The DID document of a KPA: active and retired keys verify, revoked ones are left out. */
export async function didDocumentOf(
  keys: Pick<KeyRing, 'publicKeys'>,
  addresses: Addresses,
  kpa: Kpa,
) {
  const { id: did } = describeIssuer(addresses, kpa);
  const all = await keys.publicKeys(kpa.id);
  return buildDidDocument({
    did,
    keys: all.map((key) => ({
      id: `${did}#${key.fragment}`,
      algorithm: key.algorithm,
      publicKey: typeof key.publicKey === 'string' ? key.publicKey : JSON.stringify(key.publicKey),
      state: key.state,
    })),
  });
}
