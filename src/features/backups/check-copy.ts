/**
 * What a copy must be able to do, opened as the data of a service: write, open a key, show a badge. What
 * is wrong with one row alone is told, and makes no copy worthless: it is so in the data, too.
 */
import type { Verify } from '../../awards/around.ts';
import { formsToVerify, toVerify } from '../../awards/forms.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Award, Kpa, Row, Store } from '../../storage/store.ts';
import { BackupError } from './backup-error.ts';

interface CopyServices {
  readonly store: Store;
  readonly keys: Pick<KeyRing, 'publicKeys'>;
  readonly readiness: { faults(): Promise<readonly string[]> };
  readonly verifyCredential: Verify;
}

interface RowFault {
  readonly what: 'KPA' | 'badge';
  readonly id: string;
  readonly why: string;
}

export interface CheckedCopy {
  readonly kpas: number;
  /** The badge that was verified; absent where there is none yet. */
  readonly award?: string;
  /** What was met on the way to it. */
  readonly passedOver: readonly RowFault[];
}

/** Of each KPA, newest first. */
const MOST_TRIED = 100;

/** Throws `BackupError` where nothing of it is as it should be. */
export async function checkCopy(services: CopyServices): Promise<CheckedCopy> {
  const faults = await services.readiness.faults();
  if (faults.length > 0) throw refusal(`it is not one to work with (${faults.join(', ')})`);
  const { kpas, passedOver } = await readKpas(services.store);
  if (kpas.length === 0) throw refusal(`no KPA of it can be read${said(passedOver)}`);
  for (const kpa of kpas) {
    for await (const row of newestAwards(services.store, kpa)) {
      const verified = await verifyRow(services, row);
      if (verified === 'nothing') continue;
      if (verified === 'right') return { kpas: kpas.length, award: row.id, passedOver };
      passedOver.push({ what: 'badge', id: row.id, why: verified.why });
    }
  }
  const badges = passedOver.filter(({ what }) => what === 'badge');
  if (badges.length > 0) throw refusal(`no badge of it verifies${said(badges)}`);
  return { kpas: kpas.length, passedOver };
}

const refusal = (why: string) =>
  new BackupError(`The copy was opened, and ${why}: it is no backup, and older ones stay`);

const said = ([first, ...others]: readonly RowFault[]): string =>
  first
    ? ` (${first.id}: ${first.why}${others.length > 0 ? `, and ${others.length} more` : ''})`
    : '';

async function readKpas({ kpas }: Store) {
  const readable: Kpa[] = [];
  const passedOver: RowFault[] = [];
  for await (const row of kpas.allRows({ index: 'bySlug' })) {
    if ('document' in row) readable.push(row.document);
    else passedOver.push({ what: 'KPA', id: row.id, why: row.fault });
  }
  return { kpas: readable, passedOver };
}

async function* newestAwards({ awards }: Store, { id }: Kpa): AsyncGenerator<Row<Award>> {
  let left = MOST_TRIED;
  for await (const row of awards(id).allRows({ index: 'byDate', order: 'descending' })) {
    if (left === 0) return;
    left -= 1;
    yield row;
  }
}

/** `nothing`: of one that was taken back, no text is under a key that counts. */
async function verifyRow(
  { keys, verifyCredential }: CopyServices,
  row: Row<Award>,
): Promise<'right' | 'nothing' | { readonly why: string }> {
  if ('fault' in row) return { why: row.fault };
  const forms = await formsToVerify(keys, row.document);
  for (const form of forms) {
    const { summary } = await verifyCredential(toVerify(form), { isNewest: true });
    if (summary.authentic !== 'yes') return { why: `${form.format.id} does not verify` };
  }
  return forms.length > 0 ? 'right' : 'nothing';
}
