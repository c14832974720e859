import { didWeb } from '../../credentials/identifiers/did-web.ts';
import type { Question } from '../../credentials/read/foresee.ts';
import { foldName, looksLike } from '../../credentials/names/look-alike.ts';
import type {
  DidResolution,
  KnownIssuer,
  ListMade,
  Namesake,
} from '../../credentials/verify/verify.ts';
import type { SignedForm, TextFetch } from '../../credentials/verify/verify.ts';
import type { Kpa, StatusList, Store } from '../../storage/store.ts';
import { type Addresses, type AllAddresses, everyOrigin } from '../../badges/addresses.ts';
import { everyUrl, originOf } from '../../badges/addresses.ts';
import {
  createForeignTexts,
  type DidText,
  type ForeignTexts,
} from '../../outside/foreign-documents.ts';
import type { GuardedFetch } from '../../outside/guarded-fetch.ts';
import { findKpa } from '../../web/kpa-in-path.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import type { AwardJudge } from '../../awards/judgement.ts';
import type { PageOfKpa } from '../../awards/around.ts';
import { remember } from '../../awards/remember.ts';
import { namesOfNetwork } from '../../badges/names-of-network.ts';
import { findOwnText } from './own-badge.ts';

export interface SurroundingsServices {
  readonly store: Store;
  readonly addresses: AllAddresses;
  /** `at`: of which of our addresses it is the issuer. */
  readonly resolveKpa: (kpa: Kpa, at: Addresses) => Promise<DidResolution>;
  readonly statusLists: {
    find(kpa: Kpa, number: number): Promise<StatusList | undefined>;
    current(kpa: Kpa, list: StatusList): Promise<StatusList | undefined>;
  };
  readonly guardedFetch: GuardedFetch;
  readonly awardJudge: Pick<AwardJudge, 'doubtOf'>;
  /** One for all clients. */
  readonly newestSeen: SurroundingTexts['newestSeen'];
}

/** `Surroundings` as texts, which go into a thread: what every verification may ask. */
export interface SurroundingTexts extends ForeignTexts {
  endorsed(url: string, form: SignedForm): Promise<TextFetch>;
  newestSeen(url: string, made: ListMade): Promise<string>;
  knownIssuer(did: string): Promise<KnownIssuer | undefined>;
  namesake(name: string): Promise<Namesake | undefined>;
}

/**
 * For one verification, or those of one page. Our own KPAs are read from the store: a revocation is
 * seen at once, and no network is needed. Others are read through the guarded fetch, in the turn of
 * `asker`. `page`: what was read for a page of ours.
 */
export function createSurroundings(
  services: SurroundingsServices,
  asker?: string,
  page?: PageOfKpa,
): SurroundingTexts {
  const { store, addresses, statusLists } = services;
  const foreign = createForeignTexts(services.guardedFetch, asker);
  const kpaAt = remember((slug) =>
    slug === page?.kpa.slug ? Promise.resolve(page.kpa) : findKpa(store, slug),
  );

  async function ownKpa(did: string): Promise<{ kpa: Kpa; at: Addresses } | undefined> {
    const slug = did.split(':').at(-1) ?? '';
    const kpa = await kpaAt(slug);
    const at = kpa && everyOrigin(addresses).find((one) => describeIssuer(one, kpa).id === did);
    return at && { kpa, at };
  }

  async function resolveDid(did: string): Promise<DidText> {
    const own = await ownKpa(did);
    if (!own) return foreign.resolveDid(did);
    const resolved = await services.resolveKpa(own.kpa, own.at);
    if (resolved.outcome !== 'found') return resolved;
    const { document, doubtful = [] } = resolved;
    return { outcome: 'found', text: JSON.stringify(document), doubtful };
  }

  async function fetchStatusList(url: string): Promise<TextFetch> {
    const own = ownList(addresses, url);
    if (!own) return foreign.fetchStatusList(url);
    const kpa = await kpaAt(own.slug);
    const list = kpa && (await listOf(kpa, own.number));
    if (!list) return { outcome: 'not-found', detail: 'No such list of ours' };
    return { outcome: 'found', text: list.credential };
  }

  async function listOf(kpa: Kpa, number: number): Promise<StatusList | undefined> {
    const read = kpa.id === page?.kpa.id ? await page.listNumbered(number) : undefined;
    return read ? statusLists.current(kpa, read) : statusLists.find(kpa, number);
  }

  /** Our own badges stand in the store; before the person accepts, there is nothing to see. */
  async function refresh(url: string, form: SignedForm): Promise<TextFetch> {
    if (!isAtOurs(addresses, url)) return foreign.refresh(url, form);
    const text = await findOwnText(services, new URL(url).pathname, form);
    return text === undefined
      ? { outcome: 'not-found', detail: 'No such badge of ours' }
      : { outcome: 'found', text };
  }

  /** Ours alone: another issuer's would be told that somebody looks at what they confirmed. */
  async function endorsed(url: string, form: SignedForm): Promise<TextFetch> {
    return isAtOurs(addresses, url)
      ? refresh(url, form)
      : { outcome: 'unreachable', detail: 'Nobody is asked but ourselves' };
  }

  async function namesake(name: string): Promise<Namesake | undefined> {
    const domain = new URL(addresses.publicUrl).host;
    const claimed = foldName(name);
    const names = await namesOfNetwork(store);
    const found = names.find(({ folded }) => looksLike(claimed, folded));
    return found && { name: found.name, domain };
  }

  return {
    resolveDid,
    fetchStatusList,
    // Ours come from the store: one that is read while the next is signed is no attack.
    newestSeen: (url, made) =>
      ownList(addresses, url) ? Promise.resolve(made.at) : services.newestSeen(url, made),
    refresh,
    endorsed,
    namesake,
    knownIssuer: async (did) => {
      const own = await ownKpa(did);
      if (!own) return undefined;
      const { name, memberSince, suspended } = own.kpa;
      return { name, memberSince, ...(suspended && { suspendedSince: suspended.since }) };
    },
  };
}

/** Whether it is answered from the store: by its address alone, which anybody can write. */
export function isOfOurs(addresses: AllAddresses, { asks, about }: Question): boolean {
  if (asks === 'namesake') return true;
  if (asks === 'fetchStatusList' || asks === 'newestSeen') {
    return ownList(addresses, about) !== undefined;
  }
  if (asks === 'refresh' || asks === 'endorsed') return isAtOurs(addresses, about);
  return ourDids(addresses).some((beginning) => about.startsWith(beginning));
}

/** How the identifier of each of our KPAs begins, at each address. */
export const ourDids = (addresses: AllAddresses): readonly string[] =>
  everyUrl(addresses).map((publicUrl) => didWeb(publicUrl, 'x').slice(0, -1));

function isAtOurs(addresses: AllAddresses, url: string): boolean {
  return URL.canParse(url) && everyUrl(addresses).includes(new URL(url).origin);
}

function ownList(
  addresses: AllAddresses,
  url: string,
): { slug: string; number: number } | undefined {
  const at = originOf(addresses, url);
  const match = /^\/k\/([a-z0-9-]+)\/status\/(\d{1,6})$/.exec(
    at === undefined ? '' : url.slice(at.publicUrl.length),
  );
  const [, slug, number] = match ?? [];
  return slug === undefined ? undefined : { slug, number: Number(number) };
}
