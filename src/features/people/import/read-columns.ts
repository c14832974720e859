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
  /** Two cells, of which nothing says which is the family name. */
  readonly unsure?: boolean;
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
  const told = isHead ? all.slice(1).map((row) => ({ row, role: '' })) : all.map(apart);
  const listed = told.map(({ row }) => row);
  const columns = isHead ? heads : columnsByPlace(listed, takesSms);
  const ignored = isHead ? (head?.cells ?? []).filter((_, at) => heads[at] === undefined) : [];
  return {
    rows: told.map(({ row, role }) => {
      if (isHead) return readRow(row, columns, takesSms);
      const named = asNames(row, columns);
      const read = readRow(named, columns, takesSms);
      return { ...read, ...inOrder(read.name, isTyped(named, columns)), role: role || read.role };
    }),
    ignored: ignored.map((cell) => cell.trim()).filter((cell) => cell !== ''),
  };
}

/** As somebody writes a role behind a name; in the column of roles more is understood (judge-rows.ts). */
const ROLE =
  /^(?:coop[eé]rant|accompagnant|membre|member|participant|mentor|responsable|manager)(?:[-·.]?e)?(?:[-·.]?s)?$/i;

/** In a list without heads: a role is no name, wherever it stands behind one. */
function apart({ line, cells }: CellRow): { readonly row: CellRow; readonly role: string } {
  const at = cells.findIndex((cell, place) => place > 0 && ROLE.test(cell.trim()));
  if (at === -1) return { row: { line, cells }, role: '' };
  return { row: { line, cells: cells.with(at, '') }, role: (cells[at] ?? '').trim() };
}

/** « Leroy, Mireille » where others have « Mireille Leroy, mireille@… »: the address is further on. */
function asNames(row: CellRow, columns: readonly (Column | undefined)[]): CellRow {
  const [one = '', other = '', ...others] = row.cells;
  if (columns[0] !== 'name' || columns[1] !== 'email' || !isWord(one) || !isWord(other)) return row;
  // A whole name stands before an address, also one that is wrong.
  if (/\S\s+\S/.test(one.trim()) || !/^\s+\p{Lu}/u.test(other) || other.includes('@')) return row;
  const isAddress = (cell: string) => cell.includes('@');
  const rest = others.filter((cell) => !isAddress(cell) && cell.trim() !== '');
  return { ...row, cells: [`${one.trim()},${other}`, others.find(isAddress) ?? '', ...rest] };
}

/** « Leroy, Mireille », by hand: columns of a sheet are as the page says, first name first. */
const isTyped = ({ cells }: CellRow, columns: readonly (Column | undefined)[]): boolean =>
  cells.some(
    (cell, at) => columns[at] === 'name' && (cell.includes(',') || (at > 0 && /^\s/.test(cell))),
  );

/** Which of two cells is the family name, if capitals say so: « LEROY, Mireille ». */
function inOrder(cells: ReadRow['name'], typed: boolean): Pick<ReadRow, 'name' | 'unsure'> {
  const all = cells.flatMap((cell) => cell.split(',')).map((cell) => cell.trim());
  const name = all.filter((cell) => cell !== '');
  const [one = '', other = '', ...others] = name;
  if (other === '' || others.length > 0 || !isWord(one) || !isWord(other)) return { name };
  if (isLoud(one) === isLoud(other)) return { name, unsure: typed };
  return { name: isLoud(one) ? [other, one] : name };
}

const isLoud = (cell: string) => /\p{Lu}.*\p{Lu}/u.test(cell) && cell === cell.toUpperCase();

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
