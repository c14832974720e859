/**
 * In which language a badge is signed: never by chance that of the browser in which it is given, but
 * that of who gets it, or the one that was chosen where it is reread (docs/adr/0029).
 */
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Language } from '../../language/language.ts';
import type { Languages } from '../../language/languages.ts';
import type { Person } from '../../storage/store.ts';
import { severalIn } from '../../web/forms.ts';

type Known = Pick<Languages, 'find' | 'source'>;

/** The one that all of these people chose, if it is one; else French. */
export function usualLanguage(languages: Known, people: readonly Person[]): Language {
  const chosen = new Set(people.map(({ language }) => languages.find(language)));
  const [only] = chosen.size === 1 ? chosen : [];
  return only ?? languages.source;
}

/** What a form says: another one that was just chosen, else the one that it carries. */
export const languageTyped = (languages: Known, body: unknown): Language | undefined =>
  languages.find(severalIn(body, 'another')[0]) ?? languages.find(severalIn(body, 'language')[0]);

/**
 * In which a badge was reread, and is signed. Undefined for none, or one that is gone since: then it
 * has to be reread.
 */
export const languageReread = (languages: Known, body: unknown): Language | undefined =>
  languages.find(severalIn(body, 'language')[0]);

/** The same version of a badge class in a language; one that there is not in it stays French. */
export const badgeIn = (
  definitions: Definitions,
  { slug, version }: BadgeClass,
  code: string,
): BadgeClass | undefined => definitions.in(code).findBadgeClass(slug, version);

/** The codes of the other languages in which there is this badge. */
export const otherLanguagesOf = (
  definitions: Definitions,
  { all }: Pick<Languages, 'all'>,
  badge: BadgeClass,
): readonly string[] =>
  all
    .map(({ code }) => code)
    .filter((code) => code !== badge.language)
    .filter((code) => badgeIn(definitions, badge, code)?.language === code);
