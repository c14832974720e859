import { didWebUrl } from '../../credentials/did-web.ts';
import {
  type DidResolution,
  type StatusListFetch,
  type Verification,
  verifyCredential,
} from '../../credentials/verify.ts';
import { parseJson } from '../../credentials/json.ts';
import type { Kpa, StatusList, Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { GuardedFetch } from '../../web/guarded-fetch.ts';
import { findKpa } from '../../web/kpa-in-path.ts';
import { describeIssuer } from '../../web/issuer.ts';

export interface VerifierServices {
  readonly store: Store;
  readonly addresses: Addresses;
  readonly clock: () => Date;
  readonly didDocumentOf: (kpa: Kpa) => Promise<unknown>;
  readonly statusLists: { find(kpa: Kpa, number: number): Promise<StatusList | undefined> };
  readonly guardedFetch: GuardedFetch;
}

export type Verify = (credential: unknown, holderName?: string) => Promise<Verification>;

/**
 * Our own KPAs are read from the store: a revocation is seen at once, and no network is needed.
 * Others are read through the guarded fetch.
 */
export function createVerifier(services: VerifierServices): Verify {
  const { store, addresses, clock, statusLists, guardedFetch } = services;

  async function ownKpa(did: string): Promise<Kpa | undefined> {
    const slug = did.split(':').at(-1) ?? '';
    const kpa = await findKpa(store, slug);
    return kpa && describeIssuer(addresses, kpa).id === did ? kpa : undefined;
  }

  async function resolveDid(did: string): Promise<DidResolution> {
    const kpa = await ownKpa(did);
    if (kpa) return { outcome: 'found', document: await services.didDocumentOf(kpa) };
    return readJson(didWebUrl(did), 'application/did+json, application/json');
  }

  async function fetchStatusList(url: string): Promise<StatusListFetch> {
    const own = ownList(addresses, url);
    if (!own) return readJson(url, 'application/vc, application/json');
    const kpa = await findKpa(store, own.slug);
    const list = kpa && (await statusLists.find(kpa, own.number));
    if (!list) return { outcome: 'not-found', detail: 'No such list of ours' };
    return { outcome: 'found', document: JSON.parse(list.credential) };
  }

  async function readJson(url: string, accept: string): Promise<DidResolution> {
    const fetched = await guardedFetch.fetchJsonText(url, accept);
    if (fetched.outcome !== 'found') {
      const { outcome, detail } = fetched;
      return { outcome: outcome === 'refused' ? 'unreachable' : outcome, detail };
    }
    const parsed = parseJson(fetched.text);
    return parsed.ok
      ? { outcome: 'found', document: parsed.value }
      : { outcome: 'unreachable', detail: parsed.detail };
  }

  return (credential, holderName) =>
    verifyCredential(credential, {
      now: clock(),
      resolveDid,
      fetchStatusList,
      knownIssuer: async (did) => {
        const kpa = await ownKpa(did);
        return kpa && { name: kpa.name, memberSince: kpa.memberSince };
      },
      ...(holderName !== undefined && { holderName }),
    });
}

function ownList(addresses: Addresses, url: string): { slug: string; number: number } | undefined {
  const match = /^\/k\/([a-z0-9-]+)\/status\/(\d{1,6})$/.exec(
    url.startsWith(addresses.publicUrl) ? url.slice(addresses.publicUrl.length) : '',
  );
  const [, slug, number] = match ?? [];
  return slug === undefined ? undefined : { slug, number: Number(number) };
}
