/** A list of badges as it was handed in, pasted or in a file: its lines, or what to say of it. */
import { conjunction } from '../../../language/lists.ts';
import { type Message, say } from '../../../language/message.ts';
import { decodeText } from '../../../tables/decode-text.ts';
import { rowsOfSheet } from '../../../tables/read-cells.ts';
import { COLUMN_NAMES, readColumns, type ReadLines } from './columns.ts';

export const MOST_LINES = 1_000;
/** Empty rows of a spreadsheet come along: they are counted, and not read. */
const MOST_ROWS = 5_000;

interface RefusedSheet {
  readonly field: 'lines' | 'file';
  readonly message: Message;
}

export function readSheet(pasted: string, file: Buffer | undefined): ReadLines | RefusedSheet {
  const isPasted = pasted.trim() !== '';
  const given = file?.length === 0 && isPasted ? undefined : file;
  if (given && isPasted) return refuse('lines', say('people.list.two-given'));
  if (given?.length === 0) return refuse('file', say('people.list.file-empty'));
  if (!given && !isPasted) return refuse('lines', say('award.list.nothing'));
  const field = given ? 'file' : 'lines';
  const text = given ? decodeText(given) : pasted;
  const sheet = text === undefined ? undefined : rowsOfSheet(text, MOST_ROWS);
  if (!sheet) return refuse(field, say('award.list.no-table'));
  const read = readColumns(sheet.rows);
  if (!read) return refuse(field, say('award.list.no-heads'));
  if (read.missing.length > 0) {
    const columns = conjunction(read.missing.map((one) => COLUMN_NAMES[one]));
    return refuse(field, say('award.list.missing-heads', { columns }));
  }
  if (read.lines.length === 0) return refuse(field, say('award.list.no-lines'));
  if (sheet.more || read.lines.length > MOST_LINES) {
    return refuse(field, say('award.list.too-many-lines', { most: MOST_LINES }));
  }
  return read;
}

const refuse = (field: RefusedSheet['field'], message: Message): RefusedSheet => ({
  field,
  message,
});
