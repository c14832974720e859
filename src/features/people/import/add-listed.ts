/** Adds the people of a list, each under an id that follows from the list and the line: sent again, once. */
import { repeatableId } from '../../../badges/repeatable-id.ts';
import type { Register } from '../../../register/register.ts';
import type { Person, Store } from '../../../storage/store.ts';
import { FormUsedError } from '../../../web/acts/made-once.ts';
import { findTwins, type TwinServices } from '../../../people/find-twins.ts';
import { addPerson } from '../add-person.ts';
import { keepApart } from '../../../people/look-alikes.ts';
import { EmailTakenError } from '../../../people/email-address.ts';
import type { FailedLine, ListOutcome } from './import-drafts.ts';
import type { PlannedRow } from './judge-rows.ts';

interface Services extends TwinServices {
  readonly store: Store;
  readonly clock: () => Date;
  readonly register: Register;
}

/** Five sheets of them; the others are found in the list of people. */
const MOST_CARDS = 20;
/** Side by side: what they write shares a commit. */
const AT_ONCE = 25;

export async function addListed(
  services: Services,
  by: Person,
  listId: string,
  rows: readonly PlannedRow[],
): Promise<Pick<ListOutcome, 'added' | 'cooperants' | 'failed' | 'people'>> {
  const failed: FailedLine[] = [...(await twinsSince(services, by, listId, rows))];
  const lines = new Set(failed.map(({ line }) => line));
  const left = rows.filter(({ line }) => !lines.has(line));
  for (let at = 0; at < left.length; at += AT_ONCE) {
    const some = left.slice(at, at + AT_ONCE);
    const told = await Promise.all(some.map((row) => addOne(services, by, listId, row)));
    failed.push(...told.flatMap((one) => one ?? []));
  }
  const without = new Set(failed.map(({ line }) => line));
  const added = rows.filter(({ line, role }) => !without.has(line) && role === 'cooperant');
  const people = added.slice(0, MOST_CARDS).map(({ line }) => idOf(listId, line));
  return { added: rows.length - failed.length, cooperants: added.length, failed, people };
}

/**
 * Those who look like somebody who came since the list was read: two colleagues may have pasted the same.
 * Whom this very list has added is no other.
 */
async function twinsSince(
  services: Services,
  by: Person,
  listId: string,
  rows: readonly PlannedRow[],
): Promise<readonly FailedLine[]> {
  const found = await findTwins(
    services,
    by.kpaId,
    rows.map(({ name }) => name),
  );
  const ours = new Set(rows.map(({ line }) => idOf(listId, line)));
  return rows.flatMap(({ line, name, twins = [] }) => {
    const twin = found.get(name)?.find(({ id }) => !ours.has(id) && !twins.includes(id));
    return twin ? [{ line, twinOf: twin.id }] : [];
  });
}

const idOf = (listId: string, line: number) => repeatableId(`people-list/${listId}/${line}`);

async function addOne(services: Services, by: Person, listId: string, row: PlannedRow) {
  const { line, name, role, phone, emailOf, emailLine } = row;
  // An address is one person’s: who has it already keeps it.
  const email = emailOf === undefined && emailLine === undefined ? row.email : undefined;
  const id = idOf(listId, line);
  try {
    const told = { name, email, phone, roles: [role], title: undefined };
    const person = await addPerson(services, by.kpaId, told, id);
    // Somebody read whom they look like, and said that they are somebody else.
    if (row.twins) await keepApart(services.store, person, row.twins);
  } catch (error) {
    // Somebody got this address since the list was read.
    if (error instanceof EmailTakenError) return { line, emailOf: error.person.id };
    // Added by this very list, and changed since.
    if (!(error instanceof FormUsedError)) throw error;
  }
  const noted = repeatableId(`register/${id}`);
  const act = 'person-added' as const;
  await services.register.note({ kpaId: by.kpaId, by: by.id, act, about: id, id: noted });
  return undefined;
}
