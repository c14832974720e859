/** The letters of this feature, as the outbox has them written: by any process, as often as they are tried. */
import type { Logger } from 'pino';
import type { Person, Store } from '../../storage/store.ts';
import { rolesOf } from '../../badges/rights.ts';
import { ownerOfAddress } from '../../people/email-address.ts';
import type { Addresses } from '../../badges/addresses.ts';
import type { Language } from '../../language/language.ts';
import type { Languages } from '../../language/languages.ts';
import { say, typed } from '../../language/message.ts';
import type { LetterKind } from '../../outbox/kinds.ts';
import { giveBackLetterSlots } from '../../outbox/take-slots.ts';
import { type AskedLetter, LINK_MINUTES, readAsked } from './ask-for-letter.ts';
import { linkOfLetter } from './create-link.ts';
import { takeLetterSlots } from './letter-slots.ts';

/** People of one address: see `storage/documents/access.ts`. */
const MOST_PEOPLE = 50;

/** To open a mailbox, and what has come. */
const LEAST_MINUTES = 2;

interface Services {
  readonly store: Store;
  readonly clock: () => Date;
  readonly languages: Languages;
  readonly addresses: Addresses;
  readonly appSecret: string;
  readonly log: Logger;
}

/** One letter to an address, whoever it is in however many KPAs, as long as there are letters left. */
export function signInLetters(services: Services): LetterKind {
  const { store, clock, log, addresses } = services;
  return {
    async prepare(content, { id, createdAt, worthUntil }) {
      const asked = readAsked(content);
      const people = await findPeople(store, asked.email);
      const [first, ...others] = people;
      if (!first) return 'nobody';
      const left = Math.round((Date.parse(worthUntil) - clock().getTime()) / 60_000);
      // More, where it was asked for by a clock that is ahead.
      const minutes = Math.min(left, LINK_MINUTES);
      if (minutes < LEAST_MINUTES) return 'late';
      if (!(await takeLetterSlots(services, asked, { id, createdAt }))) {
        log.warn({ for: first.id, letter: id }, 'no more sign-in letters to this person for now');
        return 'withheld';
      }
      const link = await linkOfLetter(store, asked, {
        person: first,
        others,
        createdAt,
        worthUntil,
      });
      // A letter whose sending was not noted has come, and has served.
      if (link.usesLeft < 1) return 'needless';
      const { language, spoken } = languageFor(services.languages, first, asked);
      return {
        to: asked.email,
        subject: language.text('sign-in.letter.subject'),
        text: write(language, people, {
          minutes,
          code: asked.code,
          link: addresses.signInLink(asked.token, spoken),
        }),
      };
    },
    giveBack: ({ id }) => giveBackLetterSlots(store, id),
  };
}

/** Each once, also who had it in a record that was merged into another one of theirs. */
async function findPeople(store: Store, email: string): Promise<readonly Person[]> {
  const query = { index: 'acrossByEmail', equals: [email] } as const;
  const records = await store.people.across.readable.all(query).toArray();
  const owners = await Promise.all(records.map((record) => ownerOfAddress(store, record)));
  // Who has left the team is nobody here any more.
  const there = owners.flat().filter((person) => rolesOf(person).length > 0);
  const once = new Map(there.map((person) => [person.id, person]));
  return [...once.values()].slice(0, MOST_PEOPLE);
}

/** `spoken`: said in the link, where the browser would get another one by itself. */
function languageFor(languages: Languages, { language: chosen }: Person, asked: AskedLetter) {
  const language = languages.find(chosen) ?? languages.find(asked.language) ?? languages.source;
  return { language, spoken: language.code === asked.ofBrowser ? undefined : language.code };
}

interface Said {
  readonly minutes: number;
  readonly code: string;
  readonly link: string;
}

function write(language: Language, people: readonly Person[], said: Said): string {
  const [name, ...otherNames] = new Set(people.map((person) => person.name));
  const greeting =
    name !== undefined && otherNames.length === 0
      ? say('sign-in.letter.hello-name', { name: typed(name) })
      : say('sign-in.letter.hello');
  return [
    language.say(greeting),
    '',
    language.text('sign-in.letter.open'),
    said.link,
    ...(people.length > 1 ? [language.text('sign-in.letter.choose')] : []),
    '',
    language.text('sign-in.letter.elsewhere'),
    `${said.code.slice(0, 4)} ${said.code.slice(4)}`,
    '',
    language.text('sign-in.letter.once', { minutes: said.minutes }),
    language.text('sign-in.letter.not-you'),
  ].join('\n');
}
