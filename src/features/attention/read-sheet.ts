/**
 * What is told to somebody on paper, in their language: the news that no letter brought, and the badges that
 * wait for them. Of objective 6 a sheet names nothing: it lies on a table before it is given.
 */
import { presentAward } from '../../badges/present-award.ts';
import { isOpenToTeam } from '../../badges/records/known-to.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Language } from '../../language/language.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { firstName } from '../../language/names.ts';
import { noticesFor } from '../../notices/give-on-paper.ts';
import type { Kpa, Notice, Person, Store } from '../../storage/store.ts';
import { lackingIn } from './read-waiting.ts';

interface Written {
  readonly kpa: Kpa;
  readonly person: Person;
  /** Who of the team gives it. */
  readonly reader: Person;
  /** Theirs. */
  readonly language: Language;
  /** In it. */
  readonly definitions: Definitions;
  /** Where one comes in with a card, as it is typed. */
  readonly address: string;
  /** The day. */
  readonly on: string;
}

/** With more, the sheet would be two. */
const MOST = 3;
const MOST_COUNTED = 100;

export async function readSheet(
  store: Pick<Store, 'awards' | 'claims' | 'notices'>,
  { kpa, person, reader, language, definitions, address, on }: Written,
) {
  const awards = store.awards(kpa.id);
  const offered = { index: 'byPersonState', equals: [person.id, 'valid', 'offered'] } as const;
  const newest = { ...offered, order: 'descending', limit: MOST_COUNTED } as const;
  const [{ items }, notices] = await Promise.all([
    awards.pick(newest, ['badgeClass']),
    noticesFor(store, person, reader),
  ]);
  const known = items.filter((award) => isOpenToTeam(award, definitions));
  // They cannot answer yet (docs/adr/0056).
  const early = await lackingIn({ store, definitions }, kpa.id, known);
  const open = known.map(({ id }) => id).filter((id) => !early.has(id));
  const shown = await awards.readable.findByIds(open.slice(0, MOST));
  const badges = shown.map((award) => presentAward(award, kpa, definitions));
  const own = notices.filter(({ personal, act }) => personal === true && act === 'badge-given');
  const count = open.length + own.length;
  const others = count - badges.length;
  const gone = notices.filter(({ act }) => act === 'badge-taken-back' || act === 'badge-cancelled');
  const answers = notices.filter(({ act }) => act === 'claim-answered');
  const claims = await store.claims(kpa.id).readable.findByIds(answers.map(({ about }) => about));
  const unsaid = new Set(claims.filter(({ state }) => state === 'question').map(({ id }) => id));
  const questions = answers.filter(({ about }) => unsaid.has(about));
  const answered = answers.filter(({ about }) => !unsaid.has(about));
  const countOf = (one: Notice['act']) => notices.filter(({ act }) => act === one).length;
  const [asked, heard, back] = [
    countOf('witness-asked'),
    countOf('badge-witnessed'),
    countOf('word-taken-back'),
  ];
  const confirmations = notices.filter(({ act }) => act === 'badge-confirmed');
  const confirmed = confirmations.filter(({ by }) => by !== undefined);
  const byGroup = confirmations.filter(({ by }) => by === undefined);
  const text = (message: Message) => language.say(message);
  return {
    notices: notices.map(({ id }) => id),
    code: language.code,
    direction: language.direction,
    to: text(say('sheet.for', { name: typed(firstName(person.name)) })),
    on: text(say('sheet.day', { on })),
    title: text(count > 0 ? say('sheet.waiting', { count }) : say('notice.letter.subject')),
    badges: badges.map(({ badge, level, image, sentence, confirmed }) => ({
      ...{ image, name: badge.name, language: badge.language, level: level?.name },
      sentence: text(say('sheet.words', { words: typed(sentence) })),
      confirmed: text(say('sheet.confirmed', { name: typed(confirmed.name), on: confirmed.on })),
    })),
    lines: [
      ...(others > 0
        ? [say(badges.length > 0 ? 'sheet.others' : 'sheet.on-your-page', { count: others })]
        : []),
      ...(questions.length > 0 ? [say('sheet.questions', { count: questions.length })] : []),
      ...(answered.length > 0 ? [say('sheet.answered', { count: answered.length })] : []),
      ...(confirmed.length > 0 ? [say('sheet.confirmed-too', { count: confirmed.length })] : []),
      ...(byGroup.length > 0 ? [say('sheet.confirmed-by-group', { count: byGroup.length })] : []),
      ...(early.size > 0 ? [say('sheet.lacks-second', { count: early.size })] : []),
      ...(asked > 0 ? [say('sheet.witness-asked', { count: asked })] : []),
      ...(heard > 0 ? [say('notice.letter.witnessed', { count: heard })] : []),
      ...(back > 0 ? [say('notice.letter.word-taken-back', { count: back })] : []),
      ...(gone.length > 0 ? [say('sheet.gone', { count: gone.length })] : []),
    ].map(text),
    decide: text(say('sheet.you-decide', { count })),
    answer: text(say('sheet.answer')),
    address,
    needed: [say('sheet.needed'), say('sheet.no-card')].map(text).join(' '),
  };
}
