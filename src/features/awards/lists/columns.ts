/** Which column of a list is what, by its head: in French or in English, in any order (docs/adr/0050). */
import { foldedHead } from '../../../tables/folded-head.ts';
import type { CellRow } from '../../../tables/read-cells.ts';
import { type Message, say } from '../../../language/message.ts';
import { type AwardBatchRow, BATCH_COLUMNS, type BatchColumn } from '../../../storage/store.ts';

export type Cells = NonNullable<AwardBatchRow['cells']>;

/** As the model file heads them. */
export const COLUMN_NAMES: Readonly<Record<BatchColumn, Message>> = {
  date: say('award.list.column-date'),
  title: say('award.list.column-title'),
  kind: say('award.list.column-kind'),
  place: say('award.list.column-place'),
  person: say('award.list.column-person'),
  record: say('award.list.column-record'),
  task: say('award.list.column-task'),
  badge: say('award.list.column-badge'),
  level: say('award.list.column-level'),
  sentence: say('award.list.column-sentence'),
};

/** Of a name that stands in two columns: the first one first. */
type Head = BatchColumn | 'first' | 'last';

const HEADS: Readonly<Record<Head, readonly string[]>> = {
  date: ['date', 'jour', 'quand', 'day', 'when', 'date de l experience'],
  title: ['experience', 'titre', 'activite', 'action', 'quoi', 'title', 'what', 'prestation'],
  kind: ['genre', 'type', 'sorte', 'kind', 'genre d experience', 'type d experience'],
  place: ['lieu', 'endroit', 'ou', 'place', 'where'],
  person: [
    ...['personne', 'qui', 'nom complet', 'nom et prenom', 'prenom et nom', 'nom prenom'],
    ...[
      'prenom nom',
      'cooperant',
      'cooperante',
      'cooperant e',
      'person',
      'who',
      'name',
      'full name',
    ],
  ],
  record: ['fiche', 'adresse de la fiche', 'e mail', 'email', 'mail', 'courriel', 'record', 'page'],
  task: ['tache', 'role', 'mission', 'task'],
  badge: ['badge', 'badges', 'modele', 'nom du badge', 'badge name'],
  level: ['niveau', 'niv', 'level'],
  sentence: [
    ...['phrase', 'ce que vous avez vu', 'ce que j ai vu', 'preuve', 'observation', 'commentaire'],
    ...['sentence', 'what you saw', 'evidence'],
  ],
  first: ['prenom', 'prenoms', 'first name', 'firstname', 'given name'],
  last: ['nom', 'nom de famille', 'last name', 'lastname', 'surname', 'family name'],
};

const KINDS_OF_HEADS: readonly Head[] = [...BATCH_COLUMNS, 'first', 'last'];

const headOf = (cell: string): Head | undefined =>
  KINDS_OF_HEADS.find((one) => HEADS[one].includes(foldedHead(cell)));

/** Above the heads there may be a title. */
const MOST_ABOVE = 10;
/** So many known heads make a row of heads, and no line of the list. */
const FEWEST_HEADS = 3;
/** As a row is stored; what is longer is wrong in every column. */
const LONGEST = 1_000;

export interface ReadLine {
  readonly line: number;
  readonly cells: Cells;
}

export interface ReadLines {
  readonly lines: readonly ReadLine[];
  /** Heads that were not read, as they were written. */
  readonly ignored: readonly string[];
  /** Without them nothing can be signed. */
  readonly missing: readonly BatchColumn[];
}

/** Undefined where no row says what the columns are. */
export function readColumns(rows: readonly CellRow[]): ReadLines | undefined {
  const at = rows
    .slice(0, MOST_ABOVE)
    .findIndex(({ cells }) => new Set(cells.map(headOf).filter(Boolean)).size >= FEWEST_HEADS);
  const head = rows[at];
  if (!head) return undefined;
  const heads = head.cells.map(headOf);
  return {
    lines: rows.slice(at + 1).map(({ line, cells }) => ({ line, cells: cellsIn(cells, heads) })),
    ignored: head.cells
      .filter((cell, place) => heads[place] === undefined && cell.trim() !== '')
      .map((cell) => cell.trim().slice(0, 80))
      .slice(0, 20),
    missing: (['date', 'title', 'person', 'badge', 'sentence'] as const).filter(
      (one) => !heads.includes(one) && !(one === 'person' && heads.includes('last')),
    ),
  };
}

function cellsIn(cells: readonly string[], heads: readonly (Head | undefined)[]): Cells {
  const all = (head: Head) =>
    cells.flatMap((cell, at) => (heads[at] === head && cell.trim() !== '' ? [cell.trim()] : []));
  const one = (column: BatchColumn) =>
    column === 'person'
      ? [...all('person'), ...all('first'), ...all('last')].join(' ')
      : (all(column)[0] ?? '');
  return Object.fromEntries(
    BATCH_COLUMNS.map((column) => [column, one(column).slice(0, LONGEST)] as const).filter(
      ([, cell]) => cell !== '',
    ),
  );
}
