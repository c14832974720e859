/** What a file is, by its bytes: names and media types are what a stranger says. */
import { isPng } from './png-chunks.ts';
import { isCompactJws } from './text.ts';

export type FileKind = 'png' | 'svg' | 'json' | 'jwt' | 'unknown';

/** Drawing programs begin with a comment or two. */
const PROLOG = 16 * 1024;
/** A JWT larger than the largest JSON is not one that we read. */
const LONGEST_JWT = 512 * 1024;

/** Does not parse: a file of a kind can still be unreadable. */
export function sniff(bytes: Uint8Array): FileKind {
  if (isPng(bytes)) return 'png';
  const beginning = decode(bytes.subarray(0, PROLOG)).trimStart();
  if (beginning.startsWith('{')) return 'json';
  if (isSvg(beginning)) return 'svg';
  const isJwt = bytes.length <= LONGEST_JWT && isCompactJws(decode(bytes).trim());
  return isJwt ? 'jwt' : 'unknown';
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
    if (close === undefined) return /^<(?:!DOCTYPE\s+)?svg[\s>/]/.test(rest);
    const end = rest.indexOf(close);
    if (end === -1) return false;
    rest = rest.slice(end + close.length).trimStart();
  }
}
