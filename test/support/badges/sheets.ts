/** Lists of badges as somebody keeps them in a spreadsheet, and hands them in. */
import type { Page, TestVisitor } from '../visitor.ts';

export const SENTENCE = 'A servi soixante personnes sans faire attendre.';
export const HEADS = ['Date', 'Expérience', 'Genre', 'Personne', 'Badge', 'Niveau', 'Phrase'];

interface Said {
  readonly date?: string;
  readonly title?: string;
  readonly kind?: string;
  readonly badge?: string;
  readonly level?: string;
  readonly sentence?: string;
}

export const lineOf = (person: string, said: Said = {}): readonly string[] => {
  const { date = '12/10/2026', title = 'Buffet de la fête', kind = 'Prestation' } = said;
  const { badge = 'Je travaille en équipe', level = '2', sentence = SENTENCE } = said;
  return [date, title, kind, person, badge, level, sentence];
};

/** As it is pasted. */
export const sheet = (lines: readonly (readonly string[])[], heads = HEADS): string =>
  [heads, ...lines].map((cells) => cells.join('\t')).join('\n');

export const CHECK = 'Vérifier la liste';

export const handIn = async (by: TestVisitor, lines: string): Promise<Page> =>
  by.press(await by.get('/badges-par-liste'), CHECK, { lines });

export const handInFile = async (by: TestVisitor, bytes: Uint8Array<ArrayBuffer>): Promise<Page> =>
  by.press(await by.get('/badges-par-liste'), CHECK, {}, new File([bytes], 'liste.csv'));
