import type { Languages } from './languages.ts';

/**
 * What the catalogue of a language says for a French text of ours that stands in no template: those of
 * badges. Undefined where it says nothing. Keys are typed with ordinary spaces.
 */
export function translateWith(languages: Pick<Languages, 'find'>) {
  return (code: string, french: string): string | undefined => {
    const key = french.replaceAll('\u00a0', ' ');
    const language = languages.find(code);
    return language?.has(key) === true ? language.text(key) : undefined;
  };
}
