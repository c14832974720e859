/** What a file is, by its bytes: names and media types are what a stranger says. */
import { isPng } from './png-chunks.ts';
import { isCompactJws, unquoted } from './text.ts';

/** `text`: words, but no badge. Files of `.txt` are of any kind but the first. */
export type FileKind = 'png' | 'svg' | 'json' | 'jwt' | 'text' | 'unknown';

/** Drawing programs begin with a comment or two. */
const PROLOG = 16 * 1024;
/** A JWT larger than the largest JSON is not one that we read. */
const LONGEST_JWT = 512 * 1024;

/** Does not parse: a file of a kind can still be unreadable. */
export function sniff(bytes: Uint8Array): FileKind {
  if (isPng(bytes)) return 'png';
  const beginning = decode(bytes.subarray(0, PROLOG)).trimStart();
  if (/^[[{]/.test(beginning)) return 'json';
  if (isSvg(beginning)) return 'svg';
  const isJwt = bytes.length <= LONGEST_JWT && isCompactJws(unquoted(decode(bytes).trim()));
  if (isJwt) return 'jwt';
  return isWords(beginning) ? 'text' : 'unknown';
}

/** Bytes that are not UTF-8 were replaced, as was a character cut in two, which would be the last. */
function isWords(beginning: string): boolean {
  return beginning !== '' && !/[^\P{Cc}\s]|\ufffd(?!$)/u.test(beginning);
}

/** Also for what is not UTF-8, and for a character that was cut in two. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function isSvg(beginning: string): boolean {
  const prolog: readonly (readonly [string, string])[] = [
    ['<?', '?>'],
    ['<!--', '-->'],
  ];
  let rest = beginning;
  for (;;) {
    const [, close] = prolog.find(([open]) => rest.startsWith(open)) ?? [];
    // Programs that write XML may give every name a prefix of their own: `ns0:svg`.
    if (close === undefined) return /^<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?svg[\s>/]/.test(rest);
    const end = rest.indexOf(close);
    if (end === -1) return false;
    rest = rest.slice(end + close.length).trimStart();
  }
}
