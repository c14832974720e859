/** The register of a KPA in sentences: names are looked up now, so that nobody's stands in it. */
import type { Definitions } from '../../definitions/definitions.ts';
import { knownTo } from '../../badges/records/known-to.ts';
import { whoStays } from '../../badges/records/who-stays.ts';
import { type Message, say, typed, type Value } from '../../language/message.ts';
import type { RegisterAct } from '../../register/acts.ts';
import type { Person, Store } from '../../storage/store.ts';
import { keptOf, type PlaceInList, readPart } from '../../web/lists/parts.ts';

/** `by` and `about` stand in them. */
const SENTENCES: Readonly<Record<RegisterAct, string>> = {
  'person-added': 'register.person-added',
  'link-given': 'register.link-given',
  'card-made': 'register.card-made',
  'card-stopped': 'register.card-stopped',
  'connections-closed': 'register.connections-closed',
  'passkeys-removed': 'register.passkeys-removed',
  'account-linked': 'register.account-linked',
  'account-unlinked': 'register.account-unlinked',
  'person-corrected': 'register.person-corrected',
  'email-corrected': 'register.email-corrected',
  'roles-changed': 'register.roles-changed',
  'badges-in-new-name': 'register.badges-in-new-name',
  'people-merged': 'register.people-merged',
  'people-apart': 'register.people-apart',
  'person-erased': 'register.person-erased',
  'person-erased-themselves': 'register.person-erased-themselves',
  'person-erased-in-time': 'register.person-erased-in-time',
  'departure-noted': 'register.departure-noted',
  'team-left': 'register.team-left',
  'departure-taken-back': 'register.departure-taken-back',
  'experience-corrected': 'register.experience-corrected',
  'experience-removed': 'register.experience-removed',
  'exhibit-added': 'register.exhibit-added',
  'exhibit-removed': 'register.exhibit-removed',
  'badge-replaced': 'register.badge-replaced',
  'experience-recorded': 'register.experience-recorded',
  'badge-signed': 'register.badge-signed',
  'badge-confirmed': 'register.badge-confirmed',
  'group-asked': 'register.group-asked',
  'group-closed': 'register.group-closed',
  'group-confirmed': 'register.group-confirmed',
  'witness-asked': 'register.witness-asked',
  'witness-in-person': 'register.witness-in-person',
  'badge-taken-back': 'register.badge-taken-back',
  'kpa-created': 'register.kpa-created',
  'profile-changed': 'register.profile-changed',
  'class-published': 'register.class-published',
  'class-paused': 'register.class-paused',
  'class-resumed': 'register.class-resumed',
  'key-rotated': 'register.key-rotated',
  'key-revoked': 'register.key-revoked',
  'token-made': 'register.token-made',
  'token-revoked': 'register.token-revoked',
  'provider-chosen': 'register.provider-chosen',
  'provider-removed': 'register.provider-removed',
  'kpa-suspended-asked': 'register.kpa-suspended-asked',
  'kpa-suspended-no-carrier': 'register.kpa-suspended-no-carrier',
  'kpa-suspended-to-review': 'register.kpa-suspended-to-review',
  'kpa-suspended-ended': 'register.kpa-suspended-ended',
  'kpa-reopened-solved': 'register.kpa-reopened-solved',
  'kpa-reopened-by-mistake': 'register.kpa-reopened-by-mistake',
  'network-role-given': 'register.network-role-given',
  'network-role-taken': 'register.network-role-taken',
};
const sentences: Readonly<Record<string, string>> = SENTENCES;

/**
 * A part of it, newest first, without what the reader may not know: a line that names no badge would tell.
 * `definitions`: in the language of the page.
 */
export async function readRegister(
  store: Store,
  definitions: Definitions,
  reader: Pick<Person, 'id' | 'kpaId' | 'mergedFrom'>,
  place: PlaceInList | undefined,
) {
  const { kpaId } = reader;
  const newestFirst = { index: 'byTime', order: 'descending' } as const;
  const mayKnow = knownTo(reader, definitions);
  const known = keptOf(store.registerEntries(kpaId), async (entries) => {
    const ids = [...new Set(entries.flatMap(({ about }) => about ?? []))];
    const awards = await store.awards(kpaId).readable.findByIds(ids);
    const hidden = new Set(awards.filter((award) => !mayKnow(award)).map(({ id }) => id));
    return entries.filter(({ about }) => about === undefined || !hidden.has(about));
  });
  const { items, ...around } = await readPart(known, newestFirst, place);
  const ids = items.flatMap(({ by, about }) => [by, about].filter((id) => id !== undefined));
  const nameOf = await namesOf(store, definitions, kpaId, [...new Set(ids)]);
  const told = items.map(({ at, act, by, about }) => {
    const sentence = sentences[act] ?? 'register.other';
    const who = by === undefined ? say('register.operator') : nameOf(by);
    return {
      at,
      said: say(sentence, { by: who, about: about === undefined ? '' : nameOf(about) }),
    };
  });
  return { items: told, around };
}

/** A person, a badge, its class or an experience; who is gone, and whoever is of another KPA, has no name here. */
async function namesOf(
  store: Store,
  definitions: Definitions,
  kpaId: string,
  ids: readonly string[],
): Promise<(id: string) => Value> {
  const [people, awards, experiences, classes] = await Promise.all([
    store.people(kpaId).readable.findByIds(ids),
    store.awards(kpaId).readable.findByIds(ids),
    store.experiences(kpaId).readable.findByIds(ids),
    store.publishedClasses(kpaId).readable.findByIds(ids),
  ]);
  const badge = (slug: string, version: number): Value | Message => {
    const found = definitions.findBadgeClass(slug, version);
    return found ? typed(found.name) : say('register.a-badge');
  };
  // Of two records of one person, the name of the one that stays (docs/adr/0047).
  const today = await Promise.all(people.map((one) => whoStays(store, one)));
  const names = new Map<string, Value>([
    ...people.map(({ id, name }, at) => [id, typed(today[at]?.name ?? name)] as const),
    ...awards.map((one) => [one.id, badge(one.badgeClass, one.badgeVersion)] as const),
    ...experiences.map(({ id, title }) => [id, typed(title)] as const),
    ...classes.map(({ id, french }) => [id, typed(french.name)] as const),
  ]);
  return (id) => names.get(id) ?? say('register.somebody');
}
