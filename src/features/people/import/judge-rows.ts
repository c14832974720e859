/** Line by line, what becomes of a list of people: added, refused, or asked about. Nothing is written. */
import { z } from 'zod';
import { foldedName } from '../../../people/folded-names.ts';
import { findTwins, type TwinServices } from '../../../people/find-twins.ts';
import { createNearNames } from '../../../people/near-names.ts';
import { type Person, type Role, ROLES } from '../../../storage/store.ts';
import { ownerOf } from '../../../people/email-address.ts';
import { phoneField } from '../../../people/phone-number.ts';
import { emailField, personName } from '../../../people/person-fields.ts';
import { readField } from '../../../web/forms.ts';
import type { ReadRow } from './read-columns.ts';

/** Of a line, why it cannot be added. */
const REFUSALS = [
  'no-name',
  'not-a-name',
  'email',
  'no-email',
  'phone',
  'role',
  'role-of-manager',
] as const;

/** Kept for an hour, sealed: ids and what was in the list. */
export const plannedRow = z.object({
  line: z.number(),
  name: z.string(),
  /** Its two cells, where somebody is asked which of them is the family name. */
  cells: z.tuple([z.string(), z.string()]).optional(),
  /** What stood before it, and is left out. */
  without: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  role: z.enum(ROLES),
  refused: z.enum(REFUSALS).optional(),
  /** Whom it looks like: somebody who is there, or a line above. */
  twins: z.array(z.string()).optional(),
  twinLine: z.number().optional(),
  /** Whose address it has; it would be added without. */
  emailOf: z.string().optional(),
  emailLine: z.number().optional(),
});

export type PlannedRow = z.infer<typeof plannedRow>;

export interface JudgeServices extends TwinServices {
  readonly grantable: readonly Role[];
}

export const isDoubtful = ({ refused, twins, twinLine, emailOf, emailLine }: PlannedRow): boolean =>
  refused === undefined && [twins, twinLine, emailOf, emailLine].some((one) => one !== undefined);

export async function judgeRows(
  services: JudgeServices,
  kpaId: string,
  rows: readonly ReadRow[],
): Promise<readonly PlannedRow[]> {
  const read = rows.map((row) => readOne(row, services.grantable));
  const right = read.filter(({ refused }) => refused === undefined);
  const [twins, owners] = await Promise.all([
    findTwins(
      services,
      kpaId,
      right.map(({ name }) => name),
    ),
    ownersOf(services, kpaId, right),
  ]);
  const above = createNearNames<number>();
  const emails = new Map<string, number>();
  return read.map((row) => {
    if (row.refused !== undefined) return row;
    const judged = {
      ...row,
      ...besideOthers(row, twins, owners),
      ...afterLines(row, above, emails),
    };
    above.add(row.line, foldedName(row.name));
    if (row.email !== undefined && !emails.has(row.email)) emails.set(row.email, row.line);
    return judged;
  });
}

function besideOthers(
  { name, email = '' }: PlannedRow,
  twins: ReadonlyMap<string, readonly Person[]>,
  owners: ReadonlyMap<string, string>,
): Partial<PlannedRow> {
  const there = twins.get(name);
  const emailOf = owners.get(email);
  return {
    ...(there && { twins: there.map(({ id }) => id) }),
    ...(emailOf !== undefined && { emailOf }),
  };
}

function afterLines(
  { name, email = '' }: PlannedRow,
  above: { find(folded: string): readonly number[] },
  emails: ReadonlyMap<string, number>,
): Partial<PlannedRow> {
  const [twinLine] = above.find(foldedName(name));
  const emailLine = emails.get(email);
  return {
    ...(twinLine !== undefined && { twinLine }),
    ...(emailLine !== undefined && { emailLine }),
  };
}

/** A telephone number, written behind the name. */
const NUMBER = /(?:\d[\s.-]?){6}/;
/** Who begins a cell so has a spreadsheet compute it: it is text here, and no name. */
const FORMULA = /^\s*[=+\-@]/;

/** « M. » needs its point: « M » may be a first name that was cut. */
const COURTESY =
  /^(?:mme\.?|mlle\.?|madame|mademoiselle|monsieur|mr\.?|mrs\.?|ms\.?|m\.)\s+(?=\S)/i;

function readOne(asWritten: ReadRow, grantable: readonly Role[]): PlannedRow {
  const [first = '', ...others] = asWritten.name;
  const without = COURTESY.exec(first)?.[0].trim();
  const row =
    without === undefined
      ? asWritten
      : { ...asWritten, name: [first.replace(COURTESY, ''), ...others] };
  const { line } = row;
  const name = readField(personName, row.name.join(' '));
  const email = row.email === '' ? undefined : readField(emailField, row.email);
  const phone = readField(phoneField, row.phone);
  const role = roleOf(row.role);
  const shown = { line, name: row.name.join(' ').slice(0, 80), role: role ?? 'cooperant' };
  const refuse = (refused: PlannedRow['refused']) => ({ ...shown, refused });
  if (row.name.length === 0) return refuse('no-name');
  if (!name.ok || row.name.some((cell) => FORMULA.test(cell) || NUMBER.test(cell)))
    return refuse('not-a-name');
  if (email && (!email.ok || email.value === undefined)) {
    return refuse(row.email.includes('@') ? 'email' : 'no-email');
  }
  if (!phone.ok) return refuse('phone');
  if (role === undefined) return refuse('role');
  if (!grantable.includes(role)) return refuse('role-of-manager');
  const address = email?.ok ? email.value : undefined;
  return {
    ...{ line, name: name.value, role },
    ...cellsOf(row),
    ...(without !== undefined && { without }),
    ...(address !== undefined && { email: address }),
    ...(phone.value !== undefined && { phone: phone.value }),
  };
}

function cellsOf({ name, unsure }: ReadRow): Pick<PlannedRow, 'cells'> {
  const [one, other] = name.map((cell) => readField(personName, cell));
  return unsure && one?.ok && other?.ok ? { cells: [one.value, other.value] } : {};
}

/** As the pages call them, in French or in English; without one, a coopérant·e. */
function roleOf(typed: string): Role | undefined {
  const word = foldedName(typed);
  if (word === '') return 'cooperant';
  if (/^(cooperant|membre|member|participant)/.test(word)) return 'cooperant';
  if (/^(accompagn|mentor)/.test(word)) return 'accompagnant';
  return /^(responsable|manager)/.test(word) ? 'manager' : undefined;
}

const AT_ONCE = 50;

async function ownersOf(
  { store }: JudgeServices,
  kpaId: string,
  rows: readonly PlannedRow[],
): Promise<ReadonlyMap<string, string>> {
  const emails = [...new Set(rows.flatMap(({ email }) => email ?? []))];
  const owners = new Map<string, string>();
  for (let at = 0; at < emails.length; at += AT_ONCE) {
    const some = emails.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map((email) => ownerOf(store, { kpaId, email })));
    found.forEach((owner, place) => {
      if (owner) owners.set(some[place] ?? '', owner.id);
    });
  }
  return owners;
}
