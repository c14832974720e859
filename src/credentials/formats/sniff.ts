/** What a file is, by its bytes: names and media types are what a stranger says. */
import { isWords } from '../baking/beginning.ts';
import { type Format, FORMATS } from './formats.ts';

/** A later row may be a narrower kind of an earlier one: the last that knows the file has it. */
export function formatOf(file: Uint8Array): Format | undefined {
  return FORMATS.findLast((format) => format.knows(file));
}

/**
 * The extension of a format; `text`: words, but no badge; or `unknown`. Does not parse: a file of a
 * kind can still be unreadable.
 */
export function sniff(file: Uint8Array): string {
  return formatOf(file)?.extension ?? (isWords(file) ? 'text' : 'unknown');
}
