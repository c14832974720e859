import type { Language } from '../language/language.ts';
import type { Languages } from '../language/languages.ts';

/** What decides on the language of messages, the first that is set (POSIX.1-2017, XBD 8.2). */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** English, unless the terminal is in another language that we have: `fr_FR.UTF-8`. */
export function chooseLanguage(
  languages: Languages,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const locale = VARIABLES.map((name) => environment[name] ?? '').find((value) => value !== '');
  const code = /^[a-z]+/.exec(locale ?? '')?.[0];
  return languages.find(code) ?? languages.english;
}
