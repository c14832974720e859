/** Which column is what: by its head, in French or in English, or else by what stands in it. */
import { foldedHead } from '../../../tables/folded-head.ts';
import type { CellRow } from '../../../tables/read-cells.ts';

export type Column = 'first' | 'last' | 'name' | 'email' | 'role';

const HEADS: Readonly<Record<Column, readonly string[]>> = {
  first: ['prenom', 'prenoms', 'first name', 'firstname', 'given name', 'forename'],
  last: ['nom', 'nom de famille', 'last name', 'lastname', 'surname', 'family name'],
  name: ['name', 'full name', 'nom complet', 'nom et prenom', 'prenom et nom', 'nom prenom'],
  email: ['e mail', 'email', 'mail', 'courriel', 'adresse e mail', 'adresse email', 'adresse mail'],
  role: ['role', 'roles'],
};

export interface ReadRow {
  readonly line: number;
  /** Cells of the name, in the order of « Prénom Nom ». */
  readonly name: readonly string[];
  readonly email: string;
  readonly role: string;
}

const columnOf = (cell: string): Column | undefined =>
  (['first', 'last', 'name', 'email', 'role'] as const).find((column) =>
    HEADS[column].includes(foldedHead(cell)),
  );

export interface ReadTable {
  readonly rows: readonly ReadRow[];
  /** Heads of columns that were not read, as they were written. */
  readonly ignored: readonly string[];
}

export function readColumns(all: readonly CellRow[]): ReadTable {
  const [head] = all;
  const heads = (head?.cells ?? []).map(columnOf);
  const isHead = heads.some((one) => one !== undefined && one !== 'role');
  const columns = isHead ? heads : columnsByPlace(all);
  const ignored = isHead ? (head?.cells ?? []).filter((_, at) => heads[at] === undefined) : [];
  const rows = isHead ? all.slice(1) : all;
  return {
    rows: rows.map((row) => readRow(row, columns)),
    ignored: ignored.map((cell) => cell.trim()).filter((cell) => cell !== ''),
  };
}

function readRow({ line, cells }: CellRow, columns: readonly (Column | undefined)[]): ReadRow {
  const cellsOf = (column: Column) =>
    cells.flatMap((cell, at) =>
      columns[at] === column && cell.trim() !== '' ? [cell.trim()] : [],
    );
  return {
    line,
    name: [...cellsOf('name'), ...cellsOf('first'), ...cellsOf('last')],
    email: cellsOf('email')[0] ?? '',
    role: cellsOf('role')[0] ?? '',
  };
}

/** The address where most have an @; one or two columns of a name beside it; the role behind it. */
function columnsByPlace(all: readonly CellRow[]): readonly (Column | undefined)[] {
  const width = Math.max(0, ...all.map(({ cells }) => cells.length));
  const count = (at: number, is: (cell: string) => boolean) =>
    all.filter(({ cells }) => is(cells[at] ?? '')).length;
  const signs = Array.from({ length: Math.min(width, 10) }, (_, at) =>
    count(at, (cell) => cell.includes('@')),
  );
  const most = Math.max(0, ...signs);
  const email = most > 0 ? signs.indexOf(most) : -1;
  const names = signs
    .map((_, at) => at)
    .filter((at) => at !== email && (email <= 0 || at < email))
    .filter((at, place) => place === 0 || count(at, isWord) > 0)
    .slice(0, 2);
  return signs.map((_, at) => {
    if (at === email) return 'email';
    if (names.includes(at)) return 'name';
    return email >= 0 && at === email + 1 && at > (names.at(-1) ?? -1) ? 'role' : undefined;
  });
}

const isWord = (cell: string) => /\p{L}/u.test(cell) && !/\d/.test(cell);
