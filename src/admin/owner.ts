import { NETWORK_ID } from '../features/kpas/network-identity.ts';
import type { Kpa, Store } from '../storage/store.ts';
import { findKpa } from '../web/kpa-in-path.ts';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';

/** Whose keys: a KPA's, or those with which the network signs its list. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  /** Absent for the network. */
  readonly kpa?: Kpa;
}

export const OWNER = {
  kpa: ARGUMENTS.kpa.optional(),
  network: ARGUMENTS.network.optional(),
} as const;

interface WhichOwner {
  readonly kpa?: string | undefined;
  readonly network?: boolean | undefined;
}

/** Throws `ArgumentsError` unless exactly one owner is named, and is there. */
export async function readOwner(store: Store, given: WhichOwner): Promise<Owner> {
  const { kpa: slug, network = false } = given;
  if ((slug === undefined) === !network) {
    throw new ArgumentsError('Say whose keys: --kpa with its slug, or --network');
  }
  if (slug === undefined) return { id: NETWORK_ID, name: 'the network' };
  const kpa = await readKpa(store, slug);
  return { id: kpa.id, name: kpa.name, kpa };
}

/** Throws `ArgumentsError`. */
export async function readKpa(store: Store, slug: string): Promise<Kpa> {
  const kpa = await findKpa(store, slug);
  if (!kpa) throw new ArgumentsError(`--kpa ${slug}: there is no KPA of this slug`);
  return kpa;
}
