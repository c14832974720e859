/** What awards have around them, and have in common: read for each, or once for those of a page. */
import type { Verification } from '../credentials/verify/verify.ts';
import type { Kpa, Store } from '../storage/store.ts';
import { remember } from './remember.ts';

interface Services {
  readonly store: Pick<Store, 'statusLists' | 'people'>;
  readonly verifyCredential: Verify;
}

export type Verify = (
  credential: unknown,
  question: { readonly isNewest: true; readonly holderName?: string },
) => Promise<Verification>;

/** What awards of one KPA have in common. */
export interface Around {
  readonly verifyCredential: Verify;
  readonly listNumber: (id: string) => Promise<number | undefined>;
  readonly holderName: (id: string) => Promise<string | undefined>;
}

export function readAround({ store, verifyCredential }: Services, kpa: Kpa): Around {
  return {
    verifyCredential,
    listNumber: async (id) => (await store.statusLists(kpa.id).findById(id))?.number,
    holderName: async (id) => (await store.people(kpa.id).findById(id))?.name,
  };
}

/** For the awards of one page. */
export function rememberAround({ listNumber, holderName, ...rest }: Around): Around {
  return { ...rest, listNumber: remember(listNumber), holderName: remember(holderName) };
}
