/**
 * The letter that tells somebody news of their badges. It names no badge and says nothing of what was done:
 * others read a mailbox, too. What several colleagues did in the same minutes goes in one.
 */
import { z } from 'zod';
import type { Addresses } from '../badges/addresses.ts';
import { findPerson, isOf } from '../badges/records/who-stays.ts';
import type { Language } from '../language/language.ts';
import type { Languages } from '../language/languages.ts';
import { type Message, say, typed } from '../language/message.ts';
import { isPlainName } from '../language/plain-name.ts';
import type { LetterKind } from '../outbox/kinds.ts';
import type { Kpa, LetterRow, Notice, NoticeAct, Person, Store } from '../storage/store.ts';
import { stillNews } from './end-notices.ts';
import { followLetter, noticesIn, onPaper, tellOtherwise } from './follow-letters.ts';
import { shortMessage } from './short-message.ts';
import { addressFor, type WayServices } from './tell.ts';

interface Services extends WayServices {
  readonly store: Pick<Store, 'awards' | 'shareLinks' | 'notices' | 'people' | 'kpas' | 'letters'>;
  readonly addresses: Pick<Addresses, 'publicUrl'>;
  readonly languages: Pick<Languages, 'find' | 'source'>;
  readonly clock: () => Date;
}

const DAY = 86_400_000;
const MOST_A_DAY = 10;

const content = z.strictObject({ kpaId: z.uuid(), personId: z.uuid() });

/** By e-mail, and by a short message, which says whose page has news and no more. */
export const newsKinds = (services: Services) => ({
  news: newsKind(services, false),
  'news-sms': newsKind(services, true),
});

function newsKind(services: Services, isSms: boolean): LetterKind {
  const { store, languages, addresses } = services;
  /** Where they find it. */
  const pageOf = (all: readonly Notice[]) =>
    `${addresses.publicUrl}${all.every(({ act }) => act === 'share-made') ? '/partages' : '/mes-badges'}`;

  return {
    async prepare(sealed, row) {
      const { kpaId, personId } = content.parse(JSON.parse(sealed));
      const [person, kpa] = await Promise.all([
        findPerson(store, kpaId, personId),
        store.kpas.findById(kpaId),
      ]);
      if (!kpa || !person || person.erasingSince !== undefined) return 'nobody';
      const waiting = await stillNews(services, kpaId, await noticesIn(store, row));
      const to = addressFor({ ...(isSms && { sms: true }) }, person);
      if (to === undefined) {
        for (const notice of waiting) await tellOtherwise(services, notice, person);
        return 'nobody';
      }
      // Answered, or taken back, in the minutes before.
      if (waiting.length === 0) return 'needless';
      if (await isFlooded(row)) {
        await giveOnPaper(waiting);
        return 'withheld';
      }
      const language = languages.find(person.language) ?? languages.source;
      const url = pageOf(waiting);
      if (isSms) return { to, subject: '', text: messageOf(kpa, language, url) };
      const lines = [
        language.text('notice.letter.hello'),
        ...(await linesOf(waiting, person, language)),
        language.text('notice.letter.read', { url }),
        ...(isPlainName(kpa.name) ? [kpa.name] : []),
      ];
      return {
        ...{ to, subject: language.text('notice.letter.subject') },
        text: lines.join('\n\n'),
      };
    },
    // It takes no turn of anybody.
    giveBack: () => Promise.resolve(),
    ended: (row) => followLetter(services, row),
  };

  /** Whatever is done: nobody’s mailbox is filled by us. */
  async function isFlooded({ addressee, createdAt, notice: kind }: LetterRow): Promise<boolean> {
    const from = new Date(Date.parse(createdAt) - DAY).toISOString();
    const query = { index: 'byAddressee', equals: [addressee], from } as const;
    const { items } = await store.letters.readable.find({ ...query, limit: 100 });
    const told = items.filter(({ notice, state }) => notice === kind && state === 'sent');
    return told.length >= MOST_A_DAY;
  }

  async function giveOnPaper(all: readonly Notice[]): Promise<void> {
    for (const notice of all) await onPaper(services, notice);
  }

  function messageOf({ name }: Kpa, language: Language, url: string): string {
    const write = (kpa: string) => language.text('notice.sms', { kpa, url });
    return shortMessage(isPlainName(name) ? name : 'KPA', write);
  }

  /** Each act of each colleague once, with how many badges it was of. */
  async function linesOf(
    all: readonly Notice[],
    { kpaId }: Person,
    language: Language,
  ): Promise<readonly string[]> {
    const ids = new Set(all.flatMap(({ by }) => by ?? []));
    const people = await store.people(kpaId).readable.findByIds([...ids]);
    const isSame = (one: Notice, other: Notice) =>
      one.act === other.act && (one.by === other.by || !NAMED.includes(one.act));
    const first = all.filter((one, at) => all.findIndex((other) => isSame(one, other)) === at);
    return first.map((one) => {
      const name = people.find((person) => isOf(person, one.by))?.name;
      const count = all.filter((other) => isSame(one, other)).length;
      return language.say(sentenceOf(one.act, name, count));
    });
  }
}

/** Which say by whom. */
const NAMED: readonly NoticeAct[] = [
  ...(['badge-given', 'badge-confirmed', 'claim-answered', 'witness-asked'] as const),
];

const SOMEBODY = say('notice.someone');

function sentenceOf(act: NoticeAct, name: string | undefined, count: number): Message {
  const who = { name: name !== undefined && isPlainName(name) ? typed(name) : SOMEBODY, count };
  return {
    'badge-given': say('notice.letter.given', who),
    'badge-confirmed': say('notice.letter.confirmed', who),
    'badge-taken-back': say('notice.letter.taken-back', { count }),
    'badge-cancelled': say('notice.letter.cancelled', { count }),
    'claim-answered': say('notice.letter.answered', who),
    'witness-asked': say('notice.letter.witness-asked', who),
    'badge-witnessed': say('notice.letter.witnessed', { count }),
    'word-taken-back': say('notice.letter.word-taken-back', { count }),
    'share-made': say('notice.letter.share-made', { count }),
  }[act];
}
