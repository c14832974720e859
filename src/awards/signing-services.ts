import type { Signer } from '../credentials/write/sign.ts';
import type { AllAddresses } from '../badges/addresses.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import type { Store } from '../storage/store.ts';
import type { AwardRows } from './award-rows.ts';

type FindSigner = (kpaId: string, did: string, algorithm: Signer['algorithm']) => Promise<Signer>;

/** What signing an award takes, and signing it anew. */
export interface SigningServices {
  readonly store: Store;
  readonly awardRows: AwardRows;
  readonly keys: {
    publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
    signer: FindSigner;
    /** For what was signed before, under another key. */
    upkeepSigner: FindSigner;
  };
  readonly addresses: AllAddresses;
  readonly clock: () => Date;
}
