import type { Language } from '../../language/language.ts';
import type { Languages } from '../../language/languages.ts';
import { quoted } from '../../language/lists.ts';
import { say, typed } from '../../language/message.ts';
import { languageOfAward } from '../../badges/present-award.ts';
import type { Award, Testimony } from '../../storage/store.ts';

const HOW = {
  'e-mail': say('signed.witness-by-letter'),
  'in-person': say('signed.witness-in-person'),
};

/** In which a word of this badge is signed. */
export const languageOfWord = (
  languages: Pick<Languages, 'find' | 'source'>,
  award: Pick<Award, 'language'>,
): Language => languages.find(languageOfAward(award)) ?? languages.source;

/**
 * How we know who spoke, who they say they are, and what they saw. What the KPA says comes first, before
 * what others wrote, and no words of theirs end their own quotes (features/witnesses/witness-form.ts). All that a reader has who has nothing but the file. What is
 * shown is compared with it, so that its wording stays as it is (docs/adr/0054).
 */
export function commentOf(
  { by, how, seen, sentence }: Pick<Testimony, 'by' | 'how' | 'seen' | 'sentence'>,
  language: Language,
): string {
  const who = { name: typed(by.name), role: typed(by.role) };
  return [
    HOW[how],
    say('signed.witness-own'),
    say('signed.witness-saw', who),
    ...seen.map((one) => quoted(one)),
    ...(sentence === undefined ? [] : [say('signed.witness-adds', { sentence: typed(sentence) })]),
  ]
    .map((message) => language.say(message))
    .join('\n\n');
}
