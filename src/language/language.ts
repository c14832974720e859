/** One language: its sentences, dates and names. */
import type { i18n } from 'i18next';
import { createDates, type Dates } from './dates.ts';
import { spaceFrench } from './french-typography.ts';
import {
  escape,
  Foreign,
  Isolated,
  List,
  type Message,
  SITE_END,
  type Value,
  type Values,
} from './message.ts';
import { FRENCH_NAMES } from './names.ts';

export interface LanguageFacts {
  /** `fr`, as in its file's name. */
  readonly code: string;
  /** BCP 47, with the region whose way of writing dates it has. */
  readonly locale: string;
  /** « Français » */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

export interface Language extends Dates, LanguageFacts {
  /** Plain text, without the marks of the catalogue: for letters, titles, attributes, terminals. */
  text(key: string, values?: Values): string;
  /** Markup: the catalogue's own; what stands in it is escaped. `href` is where its `<a>` leads. */
  html(key: string, values?: Values): string;
  /** Whether its own catalogue has this key, whatever it says. */
  has(key: string): boolean;
  say(message: Message): string;
  sayHtml(message: Message): string;
  /** What a language is called in this one, by its code: « anglais », “English”. */
  nameOf(code: string): string;
  /** The spaces of its typography, put into a page. */
  space(html: string): string;
}

/** How values are written into a sentence. */
interface Manner {
  show(value: string | number | Isolated): string;
  /** The sentence of the catalogue before anything is put in. */
  prepare(sentence: string): string;
  finish(sentence: string, values: Values): string;
}

const TEXT: Manner = {
  show: String,
  prepare: (sentence) => sentence.replace(/<\/?[a-z]+\d?>/g, ''),
  finish: (sentence) => sentence,
};
const HTML: Manner = {
  show: (value) => (value instanceof Isolated ? value.toHTML() : escape(String(value))),
  prepare: (sentence) => withAloud(sentence),
  finish: (sentence, values) => withTime(withLinks(holdMark(sentence), values), values),
};

/** What is put in, as it is and as it is shown there: how a name begins decides on the word before. */
class Shown {
  readonly plain: string;
  readonly shown: string;
  constructor(plain: string, shown: string) {
    this.plain = plain;
    this.shown = shown;
  }
  toString(): string {
    return this.shown;
  }
}

export function createLanguage(described: LanguageFacts, engine: i18n): Language {
  const { code, locale } = described;
  const isFrench = code === 'fr';
  const translate = engine.getFixedT(code);
  const plurals = new Intl.PluralRules(locale);
  const lists = {
    conjunction: new Intl.ListFormat(locale, { type: 'conjunction' }),
    disjunction: new Intl.ListFormat(locale, { type: 'disjunction' }),
  };
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const sentences = new Map<string, string>();

  /** As the catalogue has it, in the form for this number; each is looked up once. */
  function sentenceOf(key: string, count: Value | undefined): string {
    const isCounted = typeof count === 'number';
    const form = isCounted ? plurals.select(count) : '';
    const known = sentences.get(key + form);
    if (known !== undefined) return known;
    const options = { defaultValue: key, skipInterpolation: true };
    const found = translate(key, isCounted ? { ...options, count } : options);
    sentences.set(key + form, found);
    return found;
  }

  function render(manner: Manner, key: string, values: Values = {}): string {
    const sentence = manner.prepare(sentenceOf(key, values['count']));
    if (!sentence.includes('{') && !sentence.includes('<a')) return sentence;
    const shown = Object.entries(values).map(([name, value]): [string, Shown] => [
      name,
      showIn(manner, value),
    ]);
    const interpolate = engine.services.interpolator.interpolate.bind(engine.services.interpolator);
    const whole = interpolate(sentence, Object.fromEntries(shown), code, {});
    return manner.finish(keepNumbers(whole, values), values);
  }

  function showIn(manner: Manner, value: Value): Shown {
    // In this language itself, it needs no element of its own.
    if (value instanceof Foreign && value.language === code) {
      return new Shown(value.text, manner.show(value.text));
    }
    if (value instanceof Isolated) return new Shown(value.text, manner.show(value));
    if (value instanceof List) return listIn(manner, value);
    if (typeof value === 'object') {
      const said = render(manner, value.code, value.values);
      return new Shown(said, said);
    }
    return new Shown(String(value), manner.show(value));
  }

  function listIn(manner: Manner, { parts, type }: List): Shown {
    const shown = parts.map((one) => showIn(manner, one));
    // The word between may hang on how the next one begins: it is asked for with the plain texts.
    const pieces = lists[type].formatToParts(shown.map(({ plain }) => plain));
    const rest = [...shown];
    const inRow = pieces.map((piece) => {
      const next = piece.type === 'element' ? rest.shift() : undefined;
      return next?.shown ?? piece.value;
    });
    return new Shown(pieces.map(({ value }) => value).join(''), inRow.join(''));
  }

  return {
    ...described,
    ...createDates(locale),
    text: (key, values) => render(TEXT, key, values),
    html: (key, values) => render(HTML, key, values),
    has: (key) => engine.exists(key, { lng: code, fallbackLng: [] }),
    say: (message) => render(TEXT, message.code, message.values),
    sayHtml: (message) => render(HTML, message.code, message.values),
    nameOf: (one) => names.of(one) ?? one,
    space: isFrench ? spaceFrench : (html) => html,
  };
}

const DATES = ['day', 'month', 'dateTime'] as const;
/** `{on, day}`, `{name, of}`: see dates.ts and names.ts. */
export const FORMATS = [...DATES, 'months', 'lower', ...Object.keys(FRENCH_NAMES)];

export function formatIn(dates: Dates, value: unknown, format: string): string {
  if (!(value instanceof Shown)) return '';
  const { plain, shown } = value;
  const ofDate = DATES.find((one) => one === format);
  if (ofDate) return dates[ofDate](plain);
  if (format === 'months') return dates.months(Number(plain));
  // A heading within a sentence, in languages that write it small there.
  if (format === 'lower') return shown.toLowerCase();
  return FRENCH_NAMES[format]?.(plain, shown) ?? shown;
}

/**
 * A number stays with what it counts, unless that is long: on a phone, in letters twice as large, a
 * long word and its number do not fit on one line together.
 */
function keepNumbers(sentence: string, values: Values): string {
  return Object.values(values)
    .filter((value) => typeof value === 'number')
    .reduce(
      (text: string, n) =>
        text.replace(new RegExp(`${n} (?=\\p{L}{1,8}(?!\\p{L}))`, 'gu'), `${n}\u00a0`),
      sentence,
    );
}

/** `<a>` leads to `href`, `<a2>` to `href2`. */
function withLinks(html: string, values: Values): string {
  return html.replace(/<(\/?)a(\d?)>/g, (_, end: string, number: string) => {
    if (end !== '') return '</a>';
    const address = values[`href${number}`];
    return `<a href="${escape(typeof address === 'string' ? address : '')}">`;
  });
}

/** What a screen reader says besides: which badge, where a page shows it above. */
const withAloud = (sentence: string): string =>
  sentence
    .replaceAll('<aloud>', '<span class="visually-hidden">')
    .replaceAll('</aloud>', '</span>');

/** `<time>` is that of `datetime`, an ISO 8601 one. */
function withTime(html: string, { datetime }: Values): string {
  const iso = typeof datetime === 'string' ? datetime : '';
  return html.replaceAll('<time>', `<time datetime="${escape(iso)}">`);
}

/** A full stop stays with the site before it: around such a box, a line may always break (CSS Text 3, 5.1). */
const holdMark = (html: string): string =>
  html.replaceAll(`${SITE_END}.`, SITE_END.replace('</span>', '.</span>'));
