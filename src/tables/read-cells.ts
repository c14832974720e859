/** Lines and cells, out of what was pasted or a file. A cell is text, whatever it begins with. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

export interface CellRow {
  /** As an editor counts them, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [';', '\t', ','] as const;
/** Longer than a name, an address and a role can be. */
const MOST_IN_ROW = 10_000;

/** « Awa Diallo », « Awa Diallo, awa@boite.example », « Awa Diallo <awa@boite.example> ». */
export function cellsPasted(text: string): readonly CellRow[] {
  const lines = text.split(/\r\n|\r|\n/).map((line, at) => ({
    line: at + 1,
    cells: line.replace(/<([^<>]*)>\s*$/, '\t$1').split(/[\t;,]/),
  }));
  return lines.filter(isFilled);
}

const isFilled = ({ cells }: CellRow) => cells.some((cell) => cell.trim() !== '');

const records = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/** Undefined for what is no such file: a quote that nothing closes, a row without an end. */
export function cellsOfFile(text: string, most: number): readonly CellRow[] | undefined {
  const read = parseRecords(text, most, true);
  return read?.map(({ record, info }) => ({ line: info.lines, cells: record })).filter(isFilled);
}

export interface NumberedRows {
  /** `line`: as a spreadsheet counts its rows, empty ones too; a cell may hold several lines of text. */
  readonly rows: readonly CellRow[];
  /** There is more than was read. */
  readonly more: boolean;
}

/** The same, of a file or as it is pasted out of a spreadsheet. */
export function rowsOfSheet(text: string, most: number): NumberedRows | undefined {
  const read = parseRecords(text, most + 1, false);
  if (!read) return undefined;
  const rows = read.map(({ record }, at) => ({ line: at + 1, cells: record }));
  return { rows: rows.slice(0, most).filter(isFilled), more: read.length > most };
}

function parseRecords(text: string, most: number, withoutEmpty: boolean) {
  try {
    const read: unknown = parse(text, {
      ...{ delimiter: separatorOf(text), bom: true, info: true, to: most },
      ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: withoutEmpty },
      max_record_size: MOST_IN_ROW,
    });
    return records.parse(read);
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** The sign of which the first line has most. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r|\n/).filter((line) => line.trim() !== '');
  const counts = SEPARATORS.map((sign) => first.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
