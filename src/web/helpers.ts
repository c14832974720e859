/** What a template can call (templates/README.md). */
import Handlebars, { type HelperOptions } from 'handlebars';
import type { Language } from '../language/language.ts';
import {
  claimed,
  escape,
  foreign,
  isMessage,
  isolate,
  typed,
  type Values,
} from '../language/message.ts';
import { firstName } from '../language/names.ts';
import type { Assets } from './assets.ts';
import { inLanguage } from './switch/links.ts';

const isLanguage = (value: unknown): value is Language =>
  typeof value === 'object' && value !== null && 'sayHtml' in value;

/** Of the page whose data these are. */
export function languageIn(data: unknown): Language {
  const isPage = typeof data === 'object' && data !== null && 'language' in data;
  if (isPage && isLanguage(data.language)) return data.language;
  throw new Error('A page is rendered without its language');
}

/** Wherever in a page a helper is called. */
function languageOf(options: HelperOptions): Language {
  const frame: unknown = options.data;
  const isFrame = typeof frame === 'object' && frame !== null && 'root' in frame;
  return languageIn(isFrame ? frame.root : undefined);
}

/** What runs the other way turns only itself; the rest needs no element. */
const apart = (text: string) => (isolate(text) === text ? text : typed(text));

function inTongue(text: string, code: string | undefined, options: HelperOptions) {
  if (code === undefined || code === languageOf(options).code) return apart(text);
  const { here }: { readonly here?: string } = options.hash;
  return foreign(text, code, here);
}

const markup = (html: string) => new Handlebars.SafeString(html);

export function createHelpers(assets: Assets) {
  return {
    ...sentences,
    ...dates,
    asset: (name: string) => assets.address(name),
    // A name in a script that runs the other way leaves the words around it in their order.
    bdi: (text = '') => typed(text),
    // What a stranger calls themselves.
    claimed: (text = '') => claimed(text),
    isolate,
    firstName,
    // Its longest word does not fit on a phone in the size of a title.
    isLong: (name: string) => /[^\s-]{13}/u.test(name),
    // Of an element whose text is in another language than the page: `<h1{{lang badge.language}}>`.
    lang: (code: string | undefined, options: HelperOptions) =>
      code === undefined || code === languageOf(options).code
        ? ''
        : markup(` lang="${escape(code)}"`),
    // The same for a value of a sentence. `here`: its name in the language of the page, if we know it.
    inTongue: (text: string | undefined, code: string | undefined, options: HelperOptions) =>
      text === undefined ? undefined : inTongue(text, code, options),
    // « anglais », by its code.
    languageName: (code: string, options: HelperOptions) => languageOf(options).nameOf(code),
    // The address of a page of ours, with its language.
    inLanguage: (path: string, code: string) => inLanguage(path, code) ?? inLanguage('/', code),
    // The first that there is: an empty list is nothing, as for `#if`.
    or: (...parts: unknown[]) => parts.slice(0, -1).find((one) => !Handlebars.Utils.isEmpty(one)),
    eq: (a: unknown, b: unknown) => a === b,
    join: (...parts: unknown[]) => parts.slice(0, -1).join(''),
    // On telephones of both kinds.
    bySms: (words: string) => `sms:?&body=${encodeURIComponent(words)}`,
    byMail: (subject: string, words: string) =>
      `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(words)}`,
    object: (options: HelperOptions): unknown => options.hash,
  };
}

const sentences = {
  t: (sentence: string, options: HelperOptions) =>
    markup(languageOf(options).html(sentence, valuesIn(options))),
  // Where there can be no markup: in <title>, in an attribute, as a parameter that ends there.
  tPlain: (sentence: string, options: HelperOptions) =>
    languageOf(options).text(sentence, valuesIn(options)),
  // A partial is given a message, or what says itself: a name, or what `t` made.
  say: (said: unknown, options: HelperOptions) =>
    isMessage(said) ? markup(languageOf(options).sayHtml(said)) : said,
  sayPlain: (said: unknown, options: HelperOptions) =>
    isMessage(said) ? languageOf(options).say(said) : said,
};

const dates = {
  date: (iso: string, options: HelperOptions) => languageOf(options).day(iso),
  month: (iso: string, options: HelperOptions) => languageOf(options).month(iso),
  shortMonth: (iso: string, options: HelperOptions) => languageOf(options).shortMonth(iso),
  monthLetter: (iso: string, options: HelperOptions) => languageOf(options).monthLetter(iso),
  months: (count: number, options: HelperOptions) => languageOf(options).months(count),
  dateTime: (iso: string, options: HelperOptions) => languageOf(options).dateTime(iso),
};

/** One without values is looked up once and for all. */
function valuesIn({ hash }: HelperOptions): Values | undefined {
  const values: Values = hash;
  return Object.keys(values).length === 0 ? undefined : values;
}
