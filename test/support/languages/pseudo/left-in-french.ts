/**
 * What a page in the pseudo-language says in another one: a word that no catalogue turned round, and
 * that nothing marks as what somebody typed, or as being in another language on purpose.
 */
import { type CheerioAPI, load } from 'cheerio';
import { PSEUDO } from './pseudo-language.ts';
import { CLOSES, OPENS, WORD } from './pseudo-text.ts';

/** What people typed or copy; of text in another language, its element says which. */
const FOREIGN = `[lang]:not(html, [lang="${PSEUDO}"])`;
const APART = `bdi, [dir=auto], pre, code, textarea, svg, ${FOREIGN}`;
const ATTRIBUTES = ['title', 'aria-label', 'aria-description', 'placeholder', 'alt'];

/** The same in every language: our name, those of files, an address, the number of a competence. */
const NAMES =
  /KPA-Cité|\b(?:PNG|SVG|JSON|JWT)\b|https?:\S+|\b[\w.-]+(?::\d+|\/\S+|@\S+)|\b[\w.-]*\d[\w.-]*/g;

interface Data {
  /** Of places and frameworks: where they stand in a text, nothing sets them apart. */
  readonly names?: readonly string[];
  /** What else people typed or signed, where there can be no element: in a title, an attribute. */
  readonly titles?: readonly string[];
}

/** One line per fault: what is wrong, and the text in which it is. */
export function leftInFrench(html: string, { names = [], titles = [] }: Data = {}) {
  const $ = load(html);
  const [shown, plain] = [textsOf($), plainTextsOf($)];
  const whole = [...shown, ...plain].join('');
  const isCut = whole.split(OPENS).length !== whole.split(CLOSES).length;
  return [
    ...(isCut ? ['a sentence has lost one of its ends'] : []),
    ...shown.flatMap((text) => faultsIn(text, names)),
    ...plain.flatMap((text) => faultsIn(text, [...titles, ...names])),
  ];
}

/** Without what turns words round, so that it can be searched for in French letters at least. */
const readable = (text: string) => text.replace(/[\u200f\u202c\u202e]/g, '').trim();

function textsOf($: CheerioAPI): readonly string[] {
  const parts = $('body, body *').toArray();
  return parts
    .filter((one) => $(one).closest(APART).length === 0)
    .flatMap((one) => $(one).contents().toArray())
    .flatMap((node) => ('data' in node ? [node.data] : []));
}

function plainTextsOf($: CheerioAPI): readonly string[] {
  const said = ATTRIBUTES.flatMap((attribute) =>
    $(`[${attribute}]`)
      .toArray()
      .filter((one) => $(one).closest(FOREIGN).length === 0)
      .map((one) => $(one).attr(attribute) ?? ''),
  );
  const description = $('meta[name=description]').attr('content');
  return [$('title').text(), ...said, ...(description === undefined ? [] : [description])];
}

function faultsIn(text: string, names: readonly string[]) {
  // Arabic, whose lists the pseudo-language has, writes its « and » onto what follows.
  const apart = text.replaceAll(' و⟦', ' ⟦');
  const glued = /⟧[⟦\p{L}\u200f]|[\p{L}\u200f]⟦/u.test(apart) ? ['glued'] : [];
  const foreign = text.replaceAll('\u00a0', ' ').replace(WORD, '');
  const unnamed = names.reduce((left, name) => left.replaceAll(name, ''), foreign);
  const left = /\p{Script=Latin}/u.test(unnamed.replace(NAMES, '')) ? ['French'] : [];
  return [...glued, ...left].map((fault) => `${fault}: ${readable(text)}`);
}
