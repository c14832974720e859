import type { Signer } from '../../credentials/write/sign.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Addresses } from '../../badges/addresses.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import type { ApiClient } from './authenticate.ts';

interface Services {
  readonly addresses: Addresses;
  readonly keys: Pick<KeyRing, 'signer' | 'publicKeys'>;
}

export interface Identity extends Signer {
  /** The only issuer that this client may name. */
  readonly did: string;
  /** Whether the KPA's status lists are lists of this issuer. */
  readonly hasLists: boolean;
}

/** In whose name a token signs: the KPA's did:web, or the did:key of the same key. */
export async function identityOf(
  { addresses, keys }: Services,
  { kpa, token }: ApiClient,
): Promise<Identity> {
  const { id: did } = describeIssuer(addresses, kpa);
  const signer = await keys.signer(kpa.id, did, 'Ed25519');
  if (token.identity === 'did:web') return { ...signer, did, hasLists: true };
  const published = await keys.publicKeys(kpa.id);
  const key = published.find(({ fragment }) => signer.id === `${did}#${fragment}`);
  if (key?.algorithm !== 'Ed25519') throw new Error(`${signer.id} is not published`);
  // did:key §3: the one verification method repeats the key as its fragment.
  const didKey = `did:key:${key.publicKey}`;
  return { ...signer, id: `${didKey}#${key.publicKey}`, did: didKey, hasLists: false };
}
