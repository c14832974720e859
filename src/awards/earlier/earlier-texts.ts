/**
 * What was signed of an award and is not given any more, byte for byte: each text is a document of its
 * own (docs/adr/0011), written before the award takes the one that follows it. What a crash or another
 * act leaves without that is what still stands in the award, and is put aside once.
 */
import { repeatableId } from '../../badges/repeatable-id.ts';
import type { Custody } from '../../keys/custody.ts';
import { createRowMacs } from '../../keys/row-macs.ts';
import {
  type Award,
  ifRefused,
  type Store,
  type SupersededCredential,
  supersededSchema,
} from '../../storage/store.ts';

type Macs = Pick<Custody, 'mac' | 'checkMac'>;

export const earlierMacs = (custody: Macs) =>
  createRowMacs(custody, 'superseded credential row', supersededSchema);

type Superseded = NonNullable<Award['superseded']>[number];

/** Whose act it was is known once the award is written. */
type Attribute = () => Promise<void>;

export function createEarlierTexts(
  { supersededCredentials }: Pick<Store, 'supersededCredentials'>,
  custody: Macs,
) {
  const macs = earlierMacs(custody);

  async function putAside(award: Award, superseded: Superseded): Promise<Attribute> {
    const { kpaId, id: awardId } = award;
    const texts = supersededCredentials(kpaId);
    const id = idOf(awardId, superseded.text);
    const row = await macs.marked({ ...superseded, id, kpaId, awardId, mac: '' });
    return ifRefused(
      texts.insert(row).then(() => () => Promise.resolve()),
      'DUPLICATE_KEY',
      // Whoever put it aside first may not have been the one who replaced it.
      () => async () => {
        await texts.update(id, (now) => (isBy(now, row) ? now : { ...now, ...row }));
      },
    );
  }

  return {
    /** All that `superseded` holds. */
    putAside: (award: Award): Promise<readonly Attribute[]> =>
      Promise.all((award.superseded ?? []).map((one) => putAside(award, one))),
  };
}

const isBy = (one: SupersededCredential, { at, by, reason }: SupersededCredential) =>
  one.at === at && one.by === by && one.reason === reason;

/** Oldest first. Awards of before hold theirs themselves, until something happens to them. */
export async function* earlierTexts(
  { supersededCredentials }: Pick<Store, 'supersededCredentials'>,
  award: Award,
): AsyncGenerator<Superseded> {
  yield* award.superseded ?? [];
  const query = { index: 'byAward', equals: [award.id] } as const;
  const standing = new Set(Object.values(award.forms));
  for await (const row of supersededCredentials(award.kpaId).all(query)) {
    // Put aside by an act that came to nothing.
    if (!standing.has(row.text)) yield row;
  }
}

/** The same text of the same award has the same id: it is put aside once, whoever tries again. */
const idOf = (awardId: string, text: string) => repeatableId(`superseded/${awardId}/${text}`);
