import { StoreError } from '../../storage/store.ts';
import { keyedDigest } from '../../web/secrets.ts';

/** Enough for somebody who tries on two devices; a flood is none. */
const MOST_AN_HOUR = 5;

interface Addressee {
  readonly email: string;
  readonly kpaId: string;
}

/**
 * What a letter to this address takes, one of a few for each hour of the clock. The store keeps
 * them unique, so that all processes count together, over restarts too; without the secret nobody
 * reads an address out of them.
 */
function slotsFor(secret: string, { email, kpaId }: Addressee, now: Date): readonly string[] {
  const hour = now.toISOString().slice(0, 'YYYY-MM-DDTHH'.length);
  return Array.from({ length: MOST_AN_HOUR }, (_, number) =>
    keyedDigest(secret, ['letter', kpaId, email, hour, number].join('/')),
  );
}

/** Does `act` in the first slot that is free; undefined if none is. */
export async function inFreeSlot<T>(
  { appSecret, clock }: { readonly appSecret: string; readonly clock: () => Date },
  addressee: Addressee,
  act: (slot: string) => Promise<T>,
): Promise<T | undefined> {
  for (const slot of slotsFor(appSecret, addressee, clock())) {
    try {
      return await act(slot);
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'DUPLICATE_KEY')) throw error;
    }
  }
  return undefined;
}
