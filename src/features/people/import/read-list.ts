/** A list of people as it was sent, pasted or in a file: its lines, or what to say of it. */
import { type Message, say } from '../../../language/message.ts';
import { decodeText } from '../../../tables/decode-text.ts';
import { cellsOfFile, cellsPasted, type CellRow } from '../../../tables/read-cells.ts';
import { readColumns, type ReadTable } from './read-columns.ts';

const MOST_PASTED = 200;
const MOST_IN_FILE = 5_000;

interface Refused {
  readonly field: 'lines' | 'file';
  readonly message: Message;
}

export function readList(
  pasted: string,
  file: Buffer | undefined,
  takesSms: boolean,
): ReadTable | Refused {
  const given = file?.length === 0 && pasted.trim() !== '' ? undefined : file;
  if (given && pasted.trim() !== '') return refuse('lines', say('people.list.two-given'));
  if (given?.length === 0) return refuse('file', say('people.list.file-empty'));
  return given ? readFile(given, takesSms) : readPasted(pasted, takesSms);
}

function readPasted(pasted: string, takesSms: boolean): ReadTable | Refused {
  const rows = cellsPasted(pasted);
  if (rows.length === 0) return refuse('lines', say('people.list.nothing'));
  if (rows.length > MOST_PASTED) {
    return refuse('lines', say('people.list.too-many-lines', { most: MOST_PASTED }));
  }
  return tableOf(rows, 'lines', takesSms);
}

function readFile(file: Buffer, takesSms: boolean): ReadTable | Refused {
  const text = decodeText(file);
  // One line of heads, and one too many.
  const rows = text === undefined ? undefined : cellsOfFile(text, MOST_IN_FILE + 2);
  if (!rows) return refuse('file', say('people.list.no-csv'));
  return tableOf(rows, 'file', takesSms);
}

function tableOf(
  rows: readonly CellRow[],
  field: Refused['field'],
  takesSms: boolean,
): ReadTable | Refused {
  const table = readColumns(rows, takesSms);
  if (table.rows.length === 0) return refuse(field, say('people.list.nobody'));
  if (table.rows.length > MOST_IN_FILE) {
    return refuse(field, say('people.list.too-many-rows', { most: MOST_IN_FILE }));
  }
  return table;
}

const refuse = (field: Refused['field'], message: Message): Refused => ({ field, message });
