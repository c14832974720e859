/** How somebody is called who signs. */
import { type Message, say } from '../language/message.ts';
import type { Person } from '../storage/store.ts';

/** Of whoever gave none, as it stands in rows, under their MAC. */
const DEFAULT = 'Accompagnement';

/** As it is stored with what a person signs. */
export const titleOf = ({ title = DEFAULT }: Pick<Person, 'title'>): string => title;

/** What somebody typed is shown as it is. */
export const sayTitle = (stored: string): string | Message =>
  stored === DEFAULT ? say('people.default-title') : stored;
