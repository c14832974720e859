/**
 * A list of people between its upload and the button that adds them: for an hour, sealed, for who sent
 * it alone. It survives a restart, and may be longer than a form (docs/adr/0040).
 */
import { z } from 'zod';
import { repeatableId } from '../../../badges/repeatable-id.ts';
import type { Custody, SecretContext } from '../../../keys/custody.ts';
import { digest } from '../../../keys/secrets.ts';
import { ifRefused, type Person, type Store } from '../../../storage/store.ts';
import { plannedRow } from './judge-rows.ts';

interface Services {
  readonly store: Pick<Store, 'peopleLists'>;
  readonly custody: Pick<Custody, 'seal' | 'open'>;
  readonly clock: () => Date;
}

const KEPT_MS = 3_600_000;

/** A line that could not be written: whose address it has, or whom it looks like by now. */
const failure = z.object({
  line: z.number(),
  emailOf: z.string().optional(),
  twinOf: z.string().optional(),
});

const content = z.object({
  rows: z.array(plannedRow),
  ignored: z.array(z.string()),
  /** As it was pasted, for who goes back to it. */
  pasted: z.string().optional(),
  /** Once the button was pressed. */
  done: z
    .object({
      added: z.number(),
      /** Among them those who get cards. */
      cooperants: z.number().optional(),
      left: z.number(),
      failed: z.array(failure),
      /** The first of those who were added, for their cards. */
      people: z.array(z.string()).optional(),
    })
    .optional(),
});

export type PeopleListContent = z.infer<typeof content>;
export type FailedLine = z.infer<typeof failure>;
export type ListOutcome = NonNullable<PeopleListContent['done']>;

const contextOf = (kpaId: string, documentId: string): SecretContext => ({
  ...{ kpaId, documentId, use: 'people-list' },
});

/** The same list of the same form is kept once. Returns its id. */
export async function keepList(
  { store, custody, clock }: Services,
  { id: personId, kpaId }: Person,
  act: string,
  list: PeopleListContent,
): Promise<string> {
  const text = JSON.stringify(list);
  const id = repeatableId(`people-list/${personId}/${act}/${digest(text)}`);
  const sealed = await custody.seal(text, contextOf(kpaId, id));
  const now = clock().getTime();
  const [createdAt, expiresAt] = [now, now + KEPT_MS].map((at) => new Date(at).toISOString());
  const kept = {
    id,
    kpaId,
    personId,
    sealed,
    createdAt: createdAt ?? '',
    expiresAt: expiresAt ?? '',
  };
  await ifRefused(store.peopleLists.insert(kept), 'DUPLICATE_KEY', () => undefined);
  return id;
}

/** Undefined for one that is over, or somebody else’s. */
export async function openList(
  { store, custody, clock }: Services,
  { id: personId, kpaId }: Person,
  id: string,
): Promise<PeopleListContent | undefined> {
  const kept = await store.peopleLists.findById(id);
  if (kept?.personId !== personId || kept.kpaId !== kpaId) return undefined;
  if (kept.expiresAt <= clock().toISOString()) return undefined;
  return content.parse(JSON.parse(await custody.open(kept.sealed, contextOf(kpaId, id))));
}

/** What became of it, for who comes back to the page. */
export async function closeList(
  { store, custody }: Services,
  { kpaId }: Person,
  id: string,
  list: PeopleListContent,
): Promise<void> {
  const sealed = await custody.seal(JSON.stringify(list), contextOf(kpaId, id));
  await store.peopleLists.update(id, (now) => ({ ...now, sealed }));
}
