/** The page on which a list is read again: what is added, what is asked, what is refused. */
import { ROLE_LABELS } from '../../../badges/labels.ts';
import { isGone } from '../../../badges/records/who-stays.ts';
import { type Message, say, typed } from '../../../language/message.ts';
import type { Person, Store } from '../../../storage/store.ts';
import { numberOf } from '../../../people/phone-number.ts';
import { severalIn, type FieldError } from '../../../web/forms.ts';
import type { FailedLine, PeopleListContent } from './import-drafts.ts';
import { isDoubtful, type PlannedRow } from './judge-rows.ts';

/** So many lines on a page. */
const SHOWN = 200;
/** Cards on a sheet of paper. */
const ON_SHEET = 4;
/** So many choices in one form: those behind them are left out, and said. */
export const MOST_CHOICES = 100;

const REFUSED: Readonly<Record<NonNullable<PlannedRow['refused']>, string>> = {
  'no-name': 'people.list.no-name',
  'not-a-name': 'people.not-a-name',
  email: 'people.list.bad-email',
  'no-email': 'people.list.no-email',
  phone: 'people.list.bad-phone',
  role: 'people.list.no-such-role',
  'role-of-manager': 'people.role-of-manager',
};

export const choiceField = ({ line }: PlannedRow): string => `line-${line}`;

export const sureRows = ({ rows }: PeopleListContent): readonly PlannedRow[] =>
  rows.filter((row) => row.refused === undefined && !isDoubtful(row));

export const doubtfulRows = ({ rows }: PeopleListContent): readonly PlannedRow[] =>
  rows.filter(isDoubtful);

/** One answer for the whole list: which of two cells is the family name. */
export const ORDER = 'order';
const ORDERS = ['first', 'second'] as const;

export const orderIn = (body: unknown): (typeof ORDERS)[number] | undefined =>
  ORDERS.find((one) => one === severalIn(body, ORDER)[0]);

/** As it is added: « Prénom Nom ». */
export function namedBy(order: (typeof ORDERS)[number] | undefined) {
  return ({ cells, ...row }: PlannedRow): PlannedRow => {
    if (!cells || !order) return cells ? { ...row, cells } : row;
    return { ...row, name: (order === 'first' ? cells.toReversed() : cells).join(' ') };
  };
}

function orderView(list: PeopleListContent, { body, errors }: Sent) {
  const asked = list.rows.find(({ refused, cells }) => refused === undefined && cells);
  if (!asked?.cells) return undefined;
  const [first, second] = asked.cells;
  return {
    ...{ line: asked.line, first, second },
    chosen: orderIn(body),
    error: errors.find(({ field }) => field === ORDER)?.message,
  };
}

interface Sent {
  readonly body: unknown;
  readonly errors: readonly FieldError[];
}

/** `from`: of the lines that are added, the place of the first one shown. */
export async function presentList(
  { people }: Pick<Store, 'people'>,
  kpaId: string,
  list: PeopleListContent,
  from: number,
  sent: Sent,
) {
  const { body, errors } = sent;
  const doubtful = doubtfulRows(list);
  const asked = doubtful.slice(0, MOST_CHOICES);
  const failed = list.done?.failed ?? [];
  const ids = [
    ...asked.flatMap(({ twins = [], emailOf }) => [...twins, ...(emailOf ? [emailOf] : [])]),
    ...failed.flatMap(({ emailOf, twinOf }) => emailOf ?? twinOf ?? []),
    ...(list.done?.people ?? []),
  ];
  const found = await people(kpaId).readable.findByIds([...new Set(ids)].slice(0, 500));
  const known = new Map(found.map((person) => [person.id, person]));
  const sure = sureRows(list);
  const refused = list.rows.filter((row) => row.refused !== undefined);
  const named = new Map(list.rows.map((row) => [row.line, row.name]));
  return {
    count: sure.length,
    waiting: doubtful.length,
    order: orderView(list, sent),
    added: sure.slice(from, from + SHOWN).map(lineView),
    ...(sure.length > from + SHOWN && { nextFrom: from + SHOWN }),
    ...(from > 0 && { previousFrom: Math.max(0, from - SHOWN) }),
    asked: asked.map((row) => ({
      ...lineView(row),
      field: choiceField(row),
      looksLike: looksLike(row, known),
      emailTaken: row.emailOf !== undefined || row.emailLine !== undefined,
      chosen: severalIn(body, choiceField(row))[0],
      error: errors.find(({ field }) => field === choiceField(row))?.message,
    })),
    unasked: doubtful.length - asked.length,
    refused: refused.slice(0, SHOWN).map((row) => ({
      ...lineView(row),
      why: say(REFUSED[row.refused ?? 'no-name']),
    })),
    moreRefused: Math.max(0, refused.length - SHOWN),
    ignored: list.ignored.map((head) => head.slice(0, 80)).slice(0, 20),
    ...(list.done && {
      done: {
        ...list.done,
        moreCards: (list.done.cooperants ?? list.done.added) > (list.done.people ?? []).length,
        cards: sheetsOf((list.done.people ?? []).flatMap((id) => known.get(id) ?? [])),
        failed: failed.map((row) => ({
          ...{ line: row.line, name: named.get(row.line) },
          why: sayFailed(row, known),
        })),
      },
    }),
    summary: errors.map(({ field, message }) => ({ href: `#${field}`, text: message })),
  };
}

/** Four by four, as they stand on a sheet. */
function sheetsOf(people: readonly Person[]) {
  const there = people.filter((one) => !isGone(one));
  const sheets = Array.from({ length: Math.ceil(there.length / ON_SHEET) }, (_, at) =>
    there.slice(at * ON_SHEET, (at + 1) * ON_SHEET),
  );
  return sheets.map((some) => ({
    names: some.map(({ name }) => name),
    query: new URLSearchParams(some.map(({ id }): [string, string] => ['people', id])).toString(),
  }));
}

function sayFailed(
  { emailOf = '', twinOf = '' }: FailedLine,
  known: ReadonlyMap<string, Person>,
): Message {
  const twin = known.get(twinOf);
  if (twin) return say('people.list.twin-since', { name: typed(twin.name) });
  return say('people.list.email-since', { name: typed(known.get(emailOf)?.name ?? '') });
}

const lineView = ({ line, name, cells, without, email, phone, role }: PlannedRow) => ({
  without,
  ...{ line, name: cells?.join(', ') ?? name, email },
  phone: numberOf({ takesSms: true }, { ...(phone !== undefined && { phone }) }),
  ...(role !== 'cooperant' && { roleLabel: ROLE_LABELS[role] }),
});

function looksLike(row: PlannedRow, known: ReadonlyMap<string, Person>): readonly Message[] {
  const { twins = [], twinLine, emailOf = '', emailLine } = row;
  const there = twins.flatMap((id) => known.get(id) ?? []);
  const owner = known.get(emailOf);
  return [
    ...there.map(({ name, joinedOn: on }) => say('people.looks-like', { name: typed(name), on })),
    ...(twinLine === undefined ? [] : [say('people.list.looks-like-line', { line: twinLine })]),
    ...(owner ? [say('people.list.email-of', { name: typed(owner.name) })] : []),
    ...(emailLine === undefined ? [] : [say('people.list.email-of-line', { line: emailLine })]),
  ];
}
