/** French dates and numbers. Formatters are built once: building one costs more than a page. */
const zone = 'Europe/Paris';
const day = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: zone,
});

/** 2026-10-14… → « 1er octobre 2026 », « 14 octobre 2026 »; a day stays with its month. */
export function formatDate(iso: string): string {
  return day.format(new Date(iso)).replace(/^1 /, '1er ').replace(' ', '\u00a0');
}

export const count = (n: number, one: string, many: string): string =>
  `${n}\u00a0${n < 2 ? one : many}`;

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * A name within a French sentence, where there can be no <bdi>: in a title, an attribute, after « de ».
 * One from right to left turns only itself (Unicode UAX 9, first strong isolate).
 */
export const isolate = (name: string): string =>
  RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;

const isElided = (name: string) => /^[aeiouyhàâäéèêëîïôöùûü]/i.test(name);

/** « de Karim », « d’Awa »; `setApart` writes the name where there can be a <bdi>. */
export const of = (name: string, setApart = isolate): string =>
  `${isElided(name) ? 'd’' : 'de '}${setApart(name)}`;

/** « ce que Karim », « ce qu’Awa » */
export const thatName = (name: string, setApart = isolate): string =>
  `${isElided(name) ? 'qu’' : 'que '}${setApart(name)}`;

/** « le KPA des Hauts-Prés »; a name that does not begin with KPA stays bare. */
export const theKpa = (name: string): string => (name.startsWith('KPA ') ? `le ${name}` : name);

/** « du KPA des Hauts-Prés » */
export const ofKpa = (name: string): string => (name.startsWith('KPA ') ? `du ${name}` : of(name));

export const firstName = (name: string): string => name.split(' ')[0] ?? name;

/** Tags, and elements whose text people copy or send back: nothing changes in them. */
const VERBATIM = /(<(?:pre|code|textarea)\b.*?<\/(?:pre|code|textarea)>|<[^>]*>)/s;

/** The non-breaking spaces of French typography, put into the text of a page. */
export function spaceFrench(html: string): string {
  return html
    .split(VERBATIM)
    .map((part, index) => (index % 2 === 1 ? part : unbreakMarks(part)))
    .join('');
}

function unbreakMarks(text: string): string {
  return text.replace(/ (?=[:;!?»€%])|(?<=«) /g, '\u00a0');
}
