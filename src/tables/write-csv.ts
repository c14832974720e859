/** A table as a spreadsheet opens it: UTF-8 with its mark, and the separator of those who write « 1,5 ». */

type Cell = string | number;

/** A spreadsheet would compute what begins so (OWASP, “CSV Injection”). */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;
const SIGNS = ['\t', '\r', '\n', '\0'];

const isComputed = (cell: string) =>
  FORMULA.test(cell) || SIGNS.some((sign) => cell.startsWith(sign));

function written(cell: Cell, separator: string): string {
  if (typeof cell === 'number') return String(cell);
  const text = isComputed(cell) ? `'${cell}` : cell;
  const isPlain = !text.includes(separator) && !/["\r\n']/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** `language`: BCP 47, of who opens it. */
export function writeCsv(rows: readonly (readonly Cell[])[], language: string): string {
  const separator = (1.5).toLocaleString(language).includes(',') ? ';' : ',';
  const lines = rows.map((row) => row.map((cell) => written(cell, separator)).join(separator));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** As it is pasted out of a spreadsheet: cells apart by tabs. */
export const writeTabs = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) =>
      row
        .map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join('\t'),
    )
    .join('\n');
