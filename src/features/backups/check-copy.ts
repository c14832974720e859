/** What a copy must be able to do, opened as the data of a service: write, open a key, show a badge. */
import { formsOf, toVerify } from '../../awards/forms.ts';
import type { Verify } from '../../awards/around.ts';
import type { Award, Store } from '../../storage/store.ts';

interface CopyServices {
  readonly store: Store;
  readonly readiness: { faults(): Promise<readonly string[]> };
  readonly verifyCredential: Verify;
}

/** The id of the badge that was verified; undefined where there is none yet. */
export async function checkCopy(services: CopyServices): Promise<string | undefined> {
  const faults = await services.readiness.faults();
  if (faults.length > 0) throw new CopyError(`it is not one to work with (${faults.join(', ')})`);
  const award = await newestAward(services.store);
  for (const form of award ? formsOf(award) : []) {
    const { summary } = await services.verifyCredential(toVerify(form), { isNewest: true });
    if (summary.authentic === 'yes') continue;
    throw new CopyError(`badge ${award?.id ?? ''} does not verify (${form.format.id})`);
  }
  return award?.id;
}

class CopyError extends Error {
  override readonly name = 'CopyError';
  constructor(why: string, options?: ErrorOptions) {
    super(`The copy was opened, and ${why}: it is no backup, and older ones stay`, options);
  }
}

async function newestAward({ kpas, awards }: Store): Promise<Award | undefined> {
  for await (const kpa of kpas.all({ index: 'bySlug' })) {
    const query = { index: 'byDate', order: 'descending', limit: 1 } as const;
    const [award] = (await awards(kpa.id).find(query)).items;
    if (award) return award;
  }
  return undefined;
}
