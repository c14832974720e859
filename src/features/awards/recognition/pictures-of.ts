/** Photos and documents of the work, beside the cards of those whose work they show (docs/adr/0051). */
import { exhibitView, inOrder } from '../../../exhibits/exhibit-views.ts';
import { exhibitsIn, takesExhibits } from '../../../exhibits/links.ts';
import type { Experience, Store } from '../../../storage/store.ts';

export interface Pictures {
  /** Whether more can be added. */
  readonly taken: boolean;
  readonly of: (personId: string) => readonly ReturnType<typeof exhibitView>[];
}

export async function picturesOf(
  { store }: { readonly store: Pick<Store, 'exhibits'> },
  experience: Experience,
): Promise<Pictures> {
  const found = await store.exhibits(experience.kpaId).readable.findByIds(exhibitsIn(experience));
  return {
    taken: takesExhibits(experience),
    of: (personId) => {
      const own = experience.participants.find((one) => one.personId === personId);
      const ids = own?.exhibits?.map(({ id }) => id) ?? [];
      return inOrder(ids, found).map((one) => exhibitView(one, '/preuves'));
    },
  };
}
