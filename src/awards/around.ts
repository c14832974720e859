/** What the awards of one KPA on one page have in common: read once for all of them. */
import type { Verification } from '../credentials/verify/verify.ts';
import type { Kpa, StatusList, Store } from '../storage/store.ts';
import type { HolderNames } from './names/name-signed.ts';
import { remember } from './remember.ts';

interface Services {
  readonly store: Pick<Store, 'statusLists' | 'people'>;
  readonly pageVerifier: (page: PageOfKpa) => { readonly verifyCredential: Verify };
}

export type Verify = (
  credential: unknown,
  question: { readonly isNewest: true; readonly holderName?: string },
) => Promise<Verification>;

/** What a verification of its badges need not ask for again. */
export interface PageOfKpa {
  readonly kpa: Kpa;
  /** Of the lists that were read by then, as they are stored. */
  readonly listNumbered: (number: number) => Promise<StatusList | undefined>;
}

export interface Around {
  readonly verifyCredential: Verify;
  readonly listNumber: (id: string) => Promise<number | undefined>;
  readonly holder: (id: string) => Promise<HolderNames | undefined>;
}

export function readAround({ store, pageVerifier }: Services, kpa: Kpa): Around {
  const asked: Promise<StatusList | undefined>[] = [];
  const list = remember((id) => {
    const read = store.statusLists(kpa.id).findById(id);
    asked.push(read);
    return read;
  });
  async function listNumbered(number: number): Promise<StatusList | undefined> {
    const read = await Promise.all(asked);
    return read.find((one) => one?.number === number);
  }
  return {
    ...pageVerifier({ kpa, listNumbered }),
    listNumber: async (id) => (await list(id))?.number,
    holder: remember((id) => store.people(kpa.id).findById(id)),
  };
}
