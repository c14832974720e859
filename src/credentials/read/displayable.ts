/**
 * What a stranger wrote, made fit to be shown: nothing in it is invisible, turns the line, stacks up
 * or goes on for ever. The one place where this is decided, for pages, the API and the command line,
 * and for names of people, where a character that nobody sees makes a hash that nobody can match.
 */

/** More than a page shows of one thing. */
const MOST = 2_000;

/** Blank, and no space to Unicode: an empty Braille cell, a note without its head. */
const SPACES = /[\s\p{Cc}\p{Z}\u2800\u{1d159}]+/gu;
/** Half a character, or none. */
const BROKEN = /[\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/**
 * Not seen, whatever it does: zero width, direction, fillers, tags, variations; and annotations and
 * private characters, which mean nothing here.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Co}\ufff9-\ufffb]/gu;
/**
 * Seen by what it changes: a joiner after a virama (RFC 5892, appendix A.1 and A.2) or between
 * Arabic letters, as Persian has it; what makes one picture of two; and what gives one its colours.
 */
const SEEN = [
  /(?<=\p{L}\p{M}?[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2])[\u200c\u200d]/u,
  /(?<=\p{Script=Arabic})\u200c(?=\p{Script=Arabic})/u,
  /(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})/u,
  /(?<=\p{Extended_Pictographic})\ufe0f/u,
];
const SEEN_OR_NOT = new RegExp(
  `(${SEEN.map(({ source }) => source).join('|')})|${INVISIBLE.source}`,
  'gu',
);

/** On no letter: they fall on what stands beside. */
const LOST_MARKS = /(?<=^|[\s\p{Cc}\p{Z}\u2800\u{1d159}])\p{M}+/gu;
const MARKS = /\p{M}+/gu;
/** What writing needs on one letter. More of them paint over the lines above and below. */
const MOST_MARKS = 4;
/** Of the marks that any letter can take: two, as in Vietnamese. */
const MOST_SHARED = 2;

/**
 * Most of what is written in our languages: letters, signs and single spaces of which none of the
 * above changes anything.
 */
const PLAIN =
  /^[!-~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201d\u20ac]+(?: [!-~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201d\u20ac]+)*$/;

/** One line, of at most `most` characters: « … » stands where it was cut. */
export function displayable(text: string, most = MOST): string {
  if (text.length <= most && PLAIN.test(text)) return text;
  // What is taken away does not count, within reason.
  const read = text.slice(0, most * 4);
  return bounded(onOneLine(cleaned(read)), most, read.length < text.length);
}

/**
 * An id or an address: what cannot be seen is marked, not taken away, for without it the id could be
 * that of something else. A host in another alphabet is written as it is looked up.
 */
export function displayableAddress(address: string): string {
  if (address.length <= MOST && /^[!-~]*$/.test(address)) return address;
  const read = address.slice(0, MOST * 4);
  const shown = hostInAscii(read)
    .replace(BROKEN, '\ufffd')
    .replace(INVISIBLE, '\ufffd')
    .replace(SPACES, '\ufffd')
    .replace(MARKS, fewer);
  return bounded(shown, MOST, read.length < address.length);
}

/** What somebody types, of one line or several, without what they cannot see. */
export function withoutInvisible(text: string): string {
  return cleaned(text);
}

/**
 * The name of a person as it is kept and hashed: what is seen of it is all there is. A joiner between
 * Arabic letters goes too, for it shows after some of them only.
 */
export function cleanName(name: string): string {
  return onOneLine(cleaned(name).replace(/(?<=\p{Script=Arabic})\u200c/gu, ''));
}

const onOneLine = (text: string) => text.replace(SPACES, ' ').trim();

function cleaned(text: string): string {
  return text
    .replace(BROKEN, '\ufffd')
    .normalize('NFC')
    .replace(SEEN_OR_NOT, (_, seen: string | undefined) => seen ?? '')
    .normalize('NFC')
    .replace(LOST_MARKS, '')
    .replace(MARKS, fewer)
    .normalize('NFC');
}

function fewer(marks: string): string {
  const few = Array.from(marks).slice(0, MOST_MARKS);
  const shared = few.filter(isShared).slice(0, MOST_SHARED);
  return few.filter((mark) => !isShared(mark) || shared.shift() !== undefined).join('');
}

const isShared = (mark: string) => /\p{Script=Inherited}/u.test(mark);

/** Of `https://bаnk.example/…` with a Cyrillic letter: `https://xn--…`. */
function hostInAscii(address: string): string {
  const [, host = ''] = /^https?:\/\/([^/?#]*)/i.exec(address) ?? [];
  const isAscii = /^[!-~]*$/.test(host);
  return !isAscii && URL.canParse(address) ? new URL(address).href : address;
}

function bounded(text: string, most: number, isCut: boolean): string {
  if (text.length <= most && !isCut) return text;
  const kept = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  // Half a letter is another letter.
  const isWhole = !/^[\p{M}\u200d]/u.test(text.slice(kept.length));
  return `${(isWhole ? kept : kept.replace(/\P{M}\p{M}*$/u, '')).trimEnd()}…`;
}
