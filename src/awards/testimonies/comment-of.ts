import type { Language } from '../../language/language.ts';
import type { Languages } from '../../language/languages.ts';
import { quoted } from '../../language/lists.ts';
import { type Message, say, typed, type Value } from '../../language/message.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import type { Award, Testimony } from '../../storage/store.ts';

interface Wording {
  readonly how: Readonly<Record<Testimony['how'], Message>>;
  readonly own: Message;
  readonly saw: (who: { readonly name: Value; readonly role: Value }) => Message;
  readonly adds: (added: { readonly sentence: Value }) => Message;
}

export const FIRST_WORDING: Wording = {
  how: {
    'e-mail': say('signed.witness-by-letter'),
    'in-person': say('signed.witness-in-person'),
  },
  own: say('signed.witness-own'),
  saw: (who) => say('signed.witness-saw', who),
  adds: (added) => say('signed.witness-adds', added),
};

/**
 * The newest first: it is signed. What was signed in one of them is shown as long as it stands here: another
 * wording is another one, with sentences of its own, and those of before are in the catalogue for good.
 */
export const WORDINGS: readonly [Wording, ...Wording[]] = [FIRST_WORDING];

/** In which a word of this badge is signed. */
export const languageOfWord = (
  languages: Pick<Languages, 'find' | 'source'>,
  award: Pick<Award, 'language'>,
): Language => languages.find(languageOfAward(award)) ?? languages.source;

/**
 * How we know who spoke, who they say they are, and what they saw. What the KPA says comes first, before
 * what others wrote, and no words of theirs end their own quotes (features/witnesses/witness-form.ts). All that a reader has who has nothing but the file.
 */
export function commentOf(
  { by, how, seen, sentence }: Pick<Testimony, 'by' | 'how' | 'seen' | 'sentence'>,
  language: Language,
  wording = WORDINGS[0],
): string {
  const who = { name: typed(by.name), role: typed(by.role) };
  return [
    wording.how[how],
    wording.own,
    wording.saw(who),
    ...seen.map((one) => quoted(one)),
    ...(sentence === undefined ? [] : [wording.adds({ sentence: typed(sentence) })]),
  ]
    .map((message) => language.say(message))
    .join('\n\n');
}

/** What was signed of it is one of these, in whichever wording was the newest then (docs/adr/0054). */
export const commentsOf = (
  testimony: Testimony,
  language: Language,
  wordings: readonly Wording[] = WORDINGS,
): readonly string[] => wordings.map((wording) => commentOf(testimony, language, wording));
