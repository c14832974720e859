/** What data from before there was an installation document says of where it belongs. */
import { z } from 'zod';
import type { Custody } from '../../keys/custody.ts';
import type { Store } from '../../storage/store.ts';

export interface InstallationEvidence {
  readonly isEmpty: boolean;
  /** As it stands in what was signed, if anything was. */
  readonly publicUrl: string | undefined;
  /** The fingerprint of the master key under which the first key was closed. */
  readonly masterKey: string | undefined;
}

export async function readEvidence(store: Store, custody: Custody): Promise<InstallationEvidence> {
  const [kpas, keys] = await Promise.all([
    store.kpas.count({ index: 'bySlug' }),
    store.keys.across.readable.find({ index: 'byFragment', limit: 1 }),
  ]);
  const [key] = keys.items;
  return {
    isEmpty: kpas === 0 && !key,
    publicUrl: await signedUrl(store),
    masterKey: key && custody.fingerprintOf(key.wrappedKey),
  };
}

/** The list of the network and those of the KPAs have addresses of this service as their ids. */
async function signedUrl(store: Store): Promise<string | undefined> {
  const [networks, statuses] = await Promise.all([
    store.networkLists.readable.find({ index: 'byUpdate', limit: 1 }),
    store.statusLists.across.readable.find({ index: 'byNumber', limit: 1 }),
  ]);
  const [list] = [...networks.items, ...statuses.items];
  return list && originOf(list.credential);
}

const identified = z.object({ id: z.url() });

const originOf = (credential: string) =>
  new URL(identified.parse(JSON.parse(credential)).id).origin;
