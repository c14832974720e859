import { ifRefused, type Kpa, type Person, type SignInLink } from '../../storage/store.ts';
import type { Store, Stored } from '../../storage/store.ts';
import { linkOpens } from '../../badges/links/ways-in.ts';
import { whoComesIn } from '../../badges/records/who-stays.ts';
import { digest } from '../../keys/secrets.ts';
import { createSignInLink } from './create-link.ts';
import { codeDigest, LINK_MINUTES } from './ask-for-letter.ts';

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
}

/** Where a link leads: as whom, and into which KPA. */
export interface Place {
  readonly person: Person;
  readonly kpa: Kpa;
}

/** The link behind a token, while it still opens something. Reading it uses nothing up. */
export async function findUsableLink(
  { store, clock }: Services,
  token: string,
): Promise<Stored<SignInLink> | undefined> {
  const link = await store.signInLinks.findById(digest(token));
  return link && isUsable(link, clock()) ? link : undefined;
}

function isUsable(link: SignInLink, now: Date): boolean {
  return link.usesLeft > 0 && link.expiresAt > now.toISOString();
}

export function opensHere(link: SignInLink, browserToken: string | undefined): boolean {
  if (link.browser === undefined) return true;
  return browserToken !== undefined && link.browser === digest(browserToken);
}

/**
 * One, but for an address that is a person in several KPAs; in the order of their names. Of several, one
 * that cannot be read does not close the way into the others.
 */
export async function findPlaces(
  { store }: Pick<Services, 'store'>,
  link: SignInLink,
): Promise<readonly Place[]> {
  const { kpaId, personId, others = [] } = link;
  const find = others.length === 0 ? findPlace : findReadablePlace;
  const all = [{ kpaId, personId }, ...others];
  const places = await Promise.all(all.map((one) => find(store, one)));
  const once = new Map(places.flat().map((place) => [place.person.id, place]));
  const open = [...once.values()].filter(({ person }) => linkOpens(person, link));
  return open.sort((a, b) => a.kpa.name.localeCompare(b.kpa.name, 'fr'));
}

type PlaceIds = Pick<SignInLink, 'kpaId' | 'personId'>;

async function findPlace(store: Store, { kpaId, personId }: PlaceIds): Promise<readonly Place[]> {
  const person = await whoComesIn(store, kpaId, personId);
  const kpa = person && (await store.kpas.findById(kpaId));
  return person && kpa ? [{ person, kpa }] : [];
}

async function findReadablePlace(
  store: Store,
  { kpaId, personId }: PlaceIds,
): Promise<readonly Place[]> {
  const [record] = await store.people(kpaId).readable.findByIds([personId]);
  const person = record && (await whoComesIn(store, kpaId, record.id));
  const [kpa] = await store.kpas.readable.findByIds([kpaId]);
  return person && kpa ? [{ person, kpa }] : [];
}

/** Uses the link once. Of many at the same moment, one wins; the others get false. */
export async function useLink(
  { store }: Pick<Services, 'store'>,
  link: Stored<SignInLink>,
): Promise<boolean> {
  const used = store.signInLinks.replace({ ...link, usesLeft: link.usesLeft - 1 });
  return (await ifRefused(used, 'VERSION_CONFLICT', () => undefined)) !== undefined;
}

/**
 * Uses the link once, for another one that opens in this browser and leads to the same places: with
 * it, whoever typed the code chooses among them. Its token, or undefined.
 */
export async function passOn(
  services: Services,
  link: Stored<SignInLink>,
  [place, ...others]: readonly Place[],
  browserToken: string,
  at: Date,
): Promise<string | undefined> {
  if (!place || !(await useLink(services, link))) return undefined;
  return createSignInLink(services, place.person, {
    ...{ minutes: LINK_MINUTES, at },
    browser: digest(browserToken),
    others: others.map(({ person: { kpaId, id } }) => ({ kpaId, id })),
  });
}

/** The link whose letter has this code, if this browser asked for it. Who calls it counts how often. */
export async function findLinkOfCode(
  services: Services & { readonly appSecret: string },
  browserToken: string,
  code: string,
): Promise<Stored<SignInLink> | undefined> {
  const { store, clock, appSecret } = services;
  const asked = await store.signInLinks.find({
    index: 'byBrowser',
    equals: [digest(browserToken)],
    order: 'descending',
    limit: 5,
  });
  const wanted = codeDigest(appSecret, browserToken, code);
  return asked.items.find((link) => link.code === wanted && isUsable(link, clock()));
}
