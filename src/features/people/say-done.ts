/** On the page of a person: what was just done to their record on another page. */
import { type Message, say } from '../../language/message.ts';

const DONE: Readonly<Record<string, Message>> = {
  corrige: say('people.done-corrected'),
  depart: say('people.done-departure'),
  retour: say('people.done-back'),
  reuni: say('people.done-merged'),
};

/** `what`: the query of the address, which could say anything. */
export function sayDone(what: unknown): Message | undefined {
  return typeof what === 'string' && Object.hasOwn(DONE, what) ? DONE[what] : undefined;
}
