/** What must hold of every page, whoever reads it: each rule answers with what breaks it. */
import type { CheerioAPI } from 'cheerio';
import type { Page } from '../../support/visitor.ts';

type Rule = (page: Page) => readonly string[];

const texts = ($: CheerioAPI, selector: string, attribute: string) =>
  $(selector)
    .toArray()
    .map((element) => $(element).attr(attribute) ?? '');

/** What a screen shows or a screen reader says, without what people copy or send back. */
function wordsOf({ $ }: Page): readonly string[] {
  const body = $('body').clone();
  body.find('pre, code, textarea, svg').remove();
  return [
    $('title').text(),
    body.text(),
    ...texts($, 'img[alt]', 'alt'),
    ...texts($, '[aria-label]', 'aria-label'),
  ];
}

const languageOf = ({ $ }: Page) => $('html').attr('lang');

const frenchOf = (page: Page) => (languageOf(page) === 'fr' ? wordsOf(page) : []);

const found = (text: string, pattern: RegExp) => text.match(pattern) ?? [];

const oneOf = (count: number, what: string) => (count === 1 ? [] : [`${count} × ${what}`]);

/** What is « mettre de côté », « partage », « récit », « remettre » on every page, or no screen keeps. */
const OTHER_NAMES =
  /.{0,20}(?:refus(?:er|é)|ne plus montrer|lien de partage|changer mes mots|à tout moment|[a-zé]·e).{0,20}/gi;

/** Labelled by `for`, or by standing inside its label. */
function unlabelled({ $ }: Page): readonly string[] {
  return $('input:not([type=hidden]), select, textarea')
    .toArray()
    .filter((field) => {
      const id = $(field).attr('id') ?? '';
      const label = $(field).closest('label').add(`label[for="${id}"]`);
      return label.text().trim() === '';
    })
    .map((field) => $(field).attr('name') ?? 'a field without a name');
}

function danglingIds({ $ }: Page): readonly string[] {
  const ids = texts($, '[id]', 'id');
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const referred = [
    ...texts($, '[aria-describedby]', 'aria-describedby').flatMap((list) => list.split(' ')),
    ...texts($, '[aria-labelledby]', 'aria-labelledby'),
    ...texts($, 'label[for]', 'for'),
    ...texts($, 'a[href^="#"]', 'href').map((href) => href.slice(1)),
  ];
  return [...twice, ...referred.filter((id) => !ids.includes(id))];
}

function foreignAddresses({ $ }: Page): readonly string[] {
  const addresses = [
    ...texts($, '[href]', 'href'),
    ...texts($, '[src]', 'src'),
    ...texts($, '[action]', 'action'),
  ];
  return addresses.filter((address) => {
    if (/^(mailto:|sms:|tel:|data:image\/)/.test(address)) return false;
    return new URL(address, 'https://badges.example/').origin !== 'https://badges.example';
  });
}

export const RULES: Readonly<Record<string, Rule>> = {
  'speaks French, unless its address says otherwise': (page) =>
    languageOf(page) === (page.path.includes('lang=en') ? 'en' : 'fr') ? [] : ['wrong lang'],
  'has one h1 and a title': ({ $, heading }) => [
    ...oneOf($('h1').length, 'h1'),
    ...oneOf($('title').length, 'title'),
    ...(heading === '' ? ['an empty h1'] : []),
  ],
  'has no script but one of ours, where its policy lets it, no style of its own, no frame': ({
    $,
    headers,
  }) => {
    const policy = headers.get('content-security-policy') ?? '';
    const isOurs = (one: string) =>
      policy.includes("script-src 'self'") && /^<script src="\/assets\/[^"]+" defer/.test(one);
    const [script, ...others] = $('script')
      .toArray()
      .map((element) => $.html(element).slice(0, 80));
    const parts = $('style, [style], iframe, object, embed, base, meta[http-equiv]')
      .toArray()
      .map((element) => $.html(element).slice(0, 80));
    return [...(script === undefined || isOurs(script) ? [] : [script]), ...others, ...parts];
  },
  'has no handler and no odd address': ({ html }) =>
    found(
      html,
      /<[a-z][^<>]*\s(on[a-z]+=|(href|src|action)=["']?\s*(javascript|vbscript|data:text))[^<>]*>/gi,
    ),
  'refers to no other origin': foreignAddresses,
  'says something for every image': ({ $ }) =>
    $('img:not([alt])')
      .toArray()
      .map((element) => $.html(element)),
  'labels every field': unlabelled,
  'has no id twice, and none missing': danglingIds,
  'breaks no line before : ; ! ? » nor after «, in French': (page) =>
    frenchOf(page).flatMap((words) => found(words, /.{0,20}(?:[ \n][:;!?»]|«[ \n]).{0,10}/g)),
  'leaves a space before ; ! ? » and after «, in French': (page) =>
    frenchOf(page).flatMap((words) => found(words, /.{0,20}(?:\p{L}[;!?»]|«\p{L}).{0,10}/gu)),
  'calls each thing by its one name (templates/README.md)': (page) =>
    wordsOf(page).flatMap((words) => [
      ...found(words, OTHER_NAMES),
      // A share has a link, which one gives; it is none.
      ...(/^\/(partages|mes-badges|mes-experiences)\b/.test(page.path)
        ? found(words, /.{0,20}\b(?:mes|vos|un|nouveau|fermer ce) liens?\b.{0,20}/gi)
        : []),
    ]),
  'says nothing that was left out': (page) =>
    wordsOf(page).flatMap((words) => found(words, /undefined|\[object|NaN|Invalid Date|\{\{/g)),
};

export const HEADERS: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none';style-src 'self';font-src 'self';img-src 'self' data:;form-action 'self';base-uri 'none';frame-ancestors 'none'(?:;script-src 'self';connect-src 'self';require-trusted-types-for 'script'(?:;media-src 'self' blob:)?)?$/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'x-content-type-options': /^nosniff$/,
  'strict-transport-security': /^max-age=\d{8,}/,
  'cross-origin-opener-policy': /^same-origin$/,
  'x-frame-options': /^SAMEORIGIN|DENY$/,
};
