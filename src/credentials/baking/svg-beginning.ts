import { beginningOf } from './beginning.ts';

const PROLOG: readonly (readonly [open: string, close: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
];

/** Does not parse: what it takes for an SVG can still be unreadable. */
export function isSvg(file: Uint8Array): boolean {
  let rest = beginningOf(file);
  for (;;) {
    const [, close] = PROLOG.find(([open]) => rest.startsWith(open)) ?? [];
    // Programs that write XML may give every name a prefix of their own: `ns0:svg`.
    if (close === undefined) return /^<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?svg[\s>/]/.test(rest);
    const end = rest.indexOf(close);
    if (end === -1) return false;
    rest = rest.slice(end + close.length).trimStart();
  }
}
