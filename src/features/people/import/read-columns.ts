/** Which column is what: by its head, in French or in English, or else by what stands in it. */
import { foldedHead } from '../../../tables/folded-head.ts';
import type { CellRow } from '../../../tables/read-cells.ts';

export type Column = 'first' | 'last' | 'name' | 'email' | 'phone' | 'role';

const HEADS: Readonly<Record<Column, readonly string[]>> = {
  first: ['prenom', 'prenoms', 'first name', 'firstname', 'given name', 'forename'],
  last: ['nom', 'nom de famille', 'last name', 'lastname', 'surname', 'family name'],
  name: ['name', 'full name', 'nom complet', 'nom et prenom', 'prenom et nom', 'nom prenom'],
  email: ['e mail', 'email', 'mail', 'courriel', 'adresse e mail', 'adresse email', 'adresse mail'],
  phone: [
    ...['telephone', 'tel', 'mobile', 'portable', 'telephone portable', 'telephone mobile'],
    ...['numero', 'numero de telephone', 'phone', 'phone number', 'mobile phone', 'cell phone'],
  ],
  role: ['role', 'roles'],
};

export interface ReadRow {
  readonly line: number;
  /** Cells of the name, in the order of « Prénom Nom ». */
  readonly name: readonly string[];
  readonly email: string;
  readonly phone: string;
  readonly role: string;
}

const COLUMNS = ['first', 'last', 'name', 'email', 'phone', 'role'] as const;

function columnOf(cell: string, takesSms: boolean): Column | undefined {
  const column = COLUMNS.find((one) => HEADS[one].includes(foldedHead(cell)));
  return column === 'phone' && !takesSms ? undefined : column;
}

export interface ReadTable {
  readonly rows: readonly ReadRow[];
  /** Heads of columns that were not read, as they were written. */
  readonly ignored: readonly string[];
}

/** `takesSms`: without a gateway nothing is kept of a number (docs/adr/0055). */
export function readColumns(all: readonly CellRow[], takesSms: boolean): ReadTable {
  const [head] = all;
  const heads = (head?.cells ?? []).map((cell) => columnOf(cell, takesSms));
  const isHead = heads.some((one) => one !== undefined && one !== 'role');
  const columns = isHead ? heads : columnsByPlace(all, takesSms);
  const ignored = isHead ? (head?.cells ?? []).filter((_, at) => heads[at] === undefined) : [];
  const rows = isHead ? all.slice(1) : all;
  return {
    rows: rows.map((row) => readRow(isHead ? row : inOrder(row, columns), columns, takesSms)),
    ignored: ignored.map((cell) => cell.trim()).filter((cell) => cell !== ''),
  };
}

/** « Leroy, Mireille » is « Mireille Leroy », in a list of others like it, or where others have an address. */
function inOrder(row: CellRow, columns: readonly (Column | undefined)[]): CellRow {
  const [family = '', given = '', ...others] = row.cells;
  const [first, second] = columns;
  if (first !== 'name' || !/^\s+\S/.test(given) || !isWord(family) || !isWord(given)) return row;
  if (second === 'name') return { ...row, cells: [given, family, ...others] };
  // A whole name stands before an address, also one that is wrong.
  const isName = second === 'email' && !/\S\s+\S/.test(family.trim()) && /^\s+\p{Lu}/u.test(given);
  if (!isName || given.includes('@')) return row;
  const isAddress = (cell: string) => cell.includes('@');
  const rest = [others.find(isAddress) ?? '', ...others.filter((cell) => !isAddress(cell))];
  return { ...row, cells: [`${given.trim()} ${family.trim()}`, ...rest] };
}

function readRow(
  { line, cells }: CellRow,
  columns: readonly (Column | undefined)[],
  takesSms: boolean,
): ReadRow {
  const cellsOf = (column: Column) =>
    cells.flatMap((cell, at) =>
      columns[at] === column && cell.trim() !== '' ? [cell.trim()] : [],
    );
  const [email = ''] = cellsOf('email');
  const [phone = ''] = cellsOf('phone');
  // « Prénom Nom, 06 12 … », where others have an address.
  const isPhone = takesSms && phone === '' && isNumber(email);
  return {
    line,
    name: [...cellsOf('name'), ...cellsOf('first'), ...cellsOf('last')],
    email: isPhone ? '' : email,
    phone: isPhone ? email : phone,
    role: cellsOf('role')[0] ?? '',
  };
}

/** The address where most have an @; one or two columns of a name beside it; the role behind it; a number where most have one. */
function columnsByPlace(
  all: readonly CellRow[],
  takesSms: boolean,
): readonly (Column | undefined)[] {
  const width = Math.max(0, ...all.map(({ cells }) => cells.length));
  const count = (at: number, is: (cell: string) => boolean) =>
    all.filter(({ cells }) => is(cells[at] ?? '')).length;
  const signs = Array.from({ length: Math.min(width, 10) }, (_, at) =>
    count(at, (cell) => cell.includes('@')),
  );
  const most = Math.max(0, ...signs);
  const email = most > 0 ? signs.indexOf(most) : -1;
  const numbers = signs.map((_, at) => (takesSms && at !== email ? count(at, isNumber) : 0));
  const phone = numbers.some(Boolean) ? numbers.indexOf(Math.max(...numbers)) : -1;
  const contacts = [email, phone].filter((at) => at >= 0);
  const first = Math.min(...contacts);
  const names = signs
    .map((_, at) => at)
    .filter((at) => !contacts.includes(at) && (first === 0 || at < first))
    .filter((at, place) => place === 0 || count(at, isWord) > 0)
    .slice(0, 2);
  const role = [first + 1, first + 2].find((at) => !contacts.includes(at));
  return signs.map((_, at) => {
    if (at === email) return 'email';
    if (at === phone) return 'phone';
    if (names.includes(at)) return 'name';
    return at === role && at > (names.at(-1) ?? -1) ? 'role' : undefined;
  });
}

const isNumber = (cell: string) => /^\s*\+?[\d\s.()-]{8,}$/.test(cell);
const isWord = (cell: string) => /\p{L}/u.test(cell) && !/\d/.test(cell);
