/** What the image of a badge can be: a form for each kind, and the signs of each objective. */
import type { BadgeKind } from '../../definitions/definitions.ts';
import type { Language } from '../../language/language.ts';
import { type Message, say } from '../../language/message.ts';

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

/** In words, as they follow the form in a text alternative. */
const SIGNS = {
  rays: 'art.sign.rays',
  blocks: 'art.sign.blocks',
  frame: 'art.sign.frame',
  trio: 'art.sign.trio',
  dialogue: 'art.sign.dialogue',
  pocket: 'art.sign.pocket',
  shapes: 'art.sign.shapes',
  tool: 'art.sign.tool',
  quote: 'art.sign.quote',
  coins: 'art.sign.coins',
  customer: 'art.sign.customer',
  dome: 'art.sign.dome',
  choice: 'art.sign.choice',
  chair: 'art.sign.chair',
  screen: 'art.sign.screen',
  sun: 'art.sign.sun',
  check: 'art.sign.check',
  book: 'art.sign.book',
  cutting: 'art.sign.cutting',
} as const;

const isSign = (text: string): text is keyof typeof SIGNS => Object.hasOwn(SIGNS, text);

type Words = Pick<Language, 'text'>;

/** Nothing for a sign that we do not draw. */
export const saySign = (sign: string): Message | undefined =>
  isSign(sign) ? say(SIGNS[sign]) : undefined;

/** The text alternative of an image. */
export const altOf = (
  language: Words,
  { kind, sign }: { readonly kind: BadgeKind; readonly sign: string },
): string => language.text(KINDS[kind], { sign: isSign(sign) ? language.text(SIGNS[sign]) : '' });
