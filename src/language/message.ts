/** What is said, apart from the language in which it is said. */

/** A sentence of the catalogue and what stands in it. `code`: its key there. */
export interface Message {
  readonly code: string;
  readonly values?: Values | undefined;
}

export const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

export type Value = string | number | Isolated | Message | List;
export type Values = Readonly<Record<string, Value>>;

export function say(code: string, values?: Values): Message {
  return values === undefined ? { code } : { code, values };
}

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Among other words where there can be no <bdi>: in a title, an attribute, a letter. What runs the
 * other way turns only itself (Unicode UAX 9, first strong isolate).
 */
export const isolate = (text: string): string =>
  RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** As Handlebars does. */
export const escape = (text: string): string =>
  text.replace(/[&<>"'`=]/g, (character) => ESCAPES[character] ?? character);

const ESCAPED = Object.fromEntries(
  Object.entries(ESCAPES).map(([plain, written]) => [written, plain]),
);

/** Takes back what `escape` did. */
export const unescape = (html: string): string =>
  html.replace(/&(?:amp|lt|gt|quot|#x27|#x60|#x3D);/g, (written) => ESCAPED[written] ?? written);

/** What somebody typed (a name, a title): in whichever direction it runs, the words around it stay. */
export class Isolated {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** Handlebars takes what has this method for markup. */
  toHTML(): string {
    return `<bdi>${escape(this.text)}</bdi>`;
  }
  toString(): string {
    return isolate(this.text);
  }
}

/** The name of a person, a title, a sentence: see `Isolated`. */
export const typed = (text: string): Isolated => new Isolated(text);

/** What a stranger says of themselves: never bold, and the sentence has the quotes around it. */
class Claimed extends Isolated {
  override toHTML(): string {
    return `<bdi class="claim">${escape(this.text)}</bdi>`;
  }
}

/** The name that somebody unknown gives themselves or a thing of theirs. */
export const claimed = (text: string): Isolated => new Claimed(text);

/** How a site ends in markup. */
export const SITE_END = '</b></span>';

/** What is read letter by letter. */
class Site extends Isolated {
  override toHTML(): string {
    return `<span class="site"><b>${escape(this.text)}${SITE_END}`;
  }
}

/** A host that answers for a key: `badges.example`. */
export const site = (host: string): Isolated => new Site(host);

/** What is in another language than the sentence around it. */
export class Foreign extends Isolated {
  readonly language: string;
  readonly here: string | undefined;
  constructor(text: string, language: string, here: string | undefined) {
    super(text);
    this.language = language;
    this.here = here;
  }
  override toHTML(): string {
    const here = this.here === undefined ? '' : ` (${escape(this.here)})`;
    return `<bdi lang="${escape(this.language)}">${escape(this.text)}</bdi>${here}`;
  }
  override toString(): string {
    return this.here === undefined ? super.toString() : `${super.toString()} (${this.here})`;
  }
}

/** `language`: BCP 47. `here`: the same in the language of the page, which stands beside it. */
export const foreign = (text: string, language: string, here?: string): Isolated =>
  new Foreign(text, language, here);

/** Several values in a row: each language has its own marks and words between (Intl.ListFormat). */
export class List {
  readonly parts: readonly Value[];
  readonly type: 'conjunction' | 'disjunction';
  constructor(parts: readonly Value[], type: List['type']) {
    this.parts = parts;
    this.type = type;
  }
}
