/** What the image of a badge can be: a form for each kind, and the signs of each objective. */
import type { BadgeKind, Definitions } from '../../definitions/definitions.ts';
import type { Language } from '../../language/language.ts';

/** Per objective; each sign is of one alone (`templates/catalogue/art/variants/`). */
export const VARIANTS: Readonly<Record<number, readonly string[]>> = {
  1: ['rays', 'blocks'],
  2: ['frame', 'trio', 'dialogue'],
  3: ['pocket', 'shapes', 'tool'],
  4: ['quote', 'coins', 'customer', 'dome'],
  5: ['choice', 'chair', 'screen'],
  6: ['sun', 'check'],
  7: ['book', 'cutting'],
};

/** In words, with the sign: `art.competence` is « Badge carré : {sign} ». */
const KINDS = {
  competence: 'art.competence',
  realisation: 'art.realisation',
  apprentissage: 'art.apprentissage',
  engagement: 'art.engagement',
} as const satisfies Readonly<Record<BadgeKind, string>>;

export const isKind = (text: string): text is BadgeKind => Object.hasOwn(KINDS, text);

export function objectiveOf(sign: string): number | undefined {
  const found = Object.entries(VARIANTS).find(([, signs]) => signs.includes(sign));
  return found && Number(found[0]);
}

const TITLES = {
  competence: 'kind.competence',
  realisation: 'kind.realisation',
  apprentissage: 'kind.apprentissage',
  engagement: 'kind.engagement',
} as const satisfies Readonly<Record<BadgeKind, string>>;

/** As it is drawn, but for its title, which is a sentence of the catalogue. */
export function drawingOf(kind: string, sign: string) {
  const objective = objectiveOf(sign);
  if (!isKind(kind) || objective === undefined) return undefined;
  return { kind, objective, variant: sign, title: TITLES[kind] };
}

export const drawingPath = (kind: string, sign: string): string =>
  `/badges/dessins/${kind}/${sign}.svg`;

/** A sign as the badge classes of the files describe theirs: each is that of one. */
export function signInWords({ badgeClasses }: Definitions, sign: string): string {
  const alt = badgeClasses.find(
    ({ art, kpaId }) => kpaId === undefined && art.variant === sign,
  )?.alt;
  return alt?.split(/\s*:\s*/u)[1]?.replace(/\.$/u, '') ?? '';
}

/** The text alternative of an image. Both are in one language. */
export const altOf = (
  definitions: Definitions,
  language: Pick<Language, 'text'>,
  { kind, sign }: { readonly kind: BadgeKind; readonly sign: string },
): string => language.text(KINDS[kind], { sign: signInWords(definitions, sign) });
