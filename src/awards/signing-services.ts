import type { Signer } from '../credentials/write/sign.ts';
import type { AllAddresses } from '../badges/addresses.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import type { Store } from '../storage/store.ts';
import type { AwardRows } from './award-rows.ts';

/** What signing an award takes, and signing it anew. */
export interface SigningServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly keys: {
    publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
    signer(kpaId: string, did: string, algorithm: Signer['algorithm']): Promise<Signer>;
  };
  readonly addresses: AllAddresses;
  readonly clock: () => Date;
}
