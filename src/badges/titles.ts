/** How somebody is called who signs. */
import { type Isolated, type Message, say, typed } from '../language/message.ts';
import type { Person } from '../storage/store.ts';

/** Of whoever gave none, as it stands in rows, under their MAC. */
const DEFAULT = 'Accompagnement';

/** As it is stored with what a person signs. */
export const titleOf = ({ title = DEFAULT }: Pick<Person, 'title'>): string => title;

/** What our own people are called in this network: whoever reads another language understands it. */
const KNOWN: ReadonlyMap<string, Message> = new Map([
  [DEFAULT, say('people.default-title')],
  ['Accompagnant', say('title.accompagnant')],
  ['Accompagnante', say('title.accompagnante')],
  ['Responsable', say('title.responsable')],
]);

/** Whatever else somebody typed is shown as it is, and set apart. */
export const sayTitle = (stored: string): Isolated | Message => KNOWN.get(stored) ?? typed(stored);
