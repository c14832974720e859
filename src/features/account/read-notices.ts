/** What was done for a person lately, by others: so that a link or a card that they know nothing of is seen. */
import { type Message, say, typed } from '../../language/message.ts';
import type { Person, Store } from '../../storage/store.ts';

type Notice = (name: string, on: string) => Message;

/** By the act in the register; what is not here concerns them otherwise. */
const NOTICES: ReadonlyMap<string, Notice> = new Map<string, Notice>([
  ['link-given', (name, on) => say('notice.link-given', { name: typed(name), on })],
  ['card-made', (name, on) => say('notice.card-made', { name: typed(name), on })],
  ['card-stopped', (name, on) => say('notice.card-stopped', { name: typed(name), on })],
  ['passkeys-removed', (name, on) => say('notice.passkeys-removed', { name: typed(name), on })],
  ['account-linked', (name, on) => say('notice.account-linked', { name: typed(name), on })],
  ['account-unlinked', (name, on) => say('notice.account-unlinked', { name: typed(name), on })],
  ['connections-closed', (name, on) => say('notice.connections-closed', { name: typed(name), on })],
  ['people-merged', (name, on) => say('notice.merged', { name: typed(name), on })],
  ['person-corrected', (name, on) => say('notice.corrected', { name: typed(name), on })],
]);

/** Newest first. */
const LOOKED_AT = 20;
const SHOWN = 5;

export async function readNotices(
  store: Pick<Store, 'registerEntries' | 'people'>,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
): Promise<readonly Message[]> {
  const { items } = await store.registerEntries(kpaId).find({
    ...({ index: 'byAbout', equals: [id], order: 'descending' } as const),
    limit: LOOKED_AT,
  });
  const shown = items.filter(({ act }) => NOTICES.has(act)).slice(0, SHOWN);
  const ids = shown.flatMap(({ by }) => (by === undefined ? [] : [by]));
  const people = await store.people(kpaId).readable.findByIds([...new Set(ids)]);
  return shown.flatMap(({ act, at, by }) => {
    const name = people.find((person) => person.id === by)?.name;
    const notice = NOTICES.get(act)?.(name ?? '', at);
    if (notice === undefined) return [];
    return [name === undefined ? say('notice.by-nobody-here', { on: at }) : notice];
  });
}
