/** A KPA one of whose keys leaks: its scene, and what an operator does about the key. */
import { type ReissueRow, reissueAwards } from '../../../src/awards/reissue-awards.ts';
import { disownKey } from '../../../src/features/key-management/disown-key.ts';
import { playScene, type Scene } from '../scene.ts';
import { createWorld, type World } from '../world.ts';

export const WHY = { by: 'Karim Benali', reason: 'a backup with the master key was stolen' };

export interface LeakedKey {
  readonly world: World;
  readonly scene: Scene;
  readonly disown: (fragment?: string) => Promise<void>;
  /** What became of each award, by its id. Rejects if one has two rows. */
  readonly reissue: (...signedWith: readonly string[]) => Promise<Record<string, ReissueRow>>;
}

/** The first key signs the JSON; the second, the JWTs. */
export async function playLeakedKey(): Promise<LeakedKey> {
  const world = await createWorld();
  const { services, hautsPres: kpa, nadia: staff, awa: holder } = world;
  const scene = await playScene(world, { kpa, staff, holder });
  return {
    world,
    scene,
    async disown(fragment = 'key-1') {
      await disownKey(services, kpa, fragment, WHY);
    },
    async reissue(...signedWith) {
      const rows: Record<string, ReissueRow> = {};
      for await (const row of reissueAwards(services, kpa, { ...WHY, signedWith })) {
        if (row.awardId in rows) throw new Error(`Two rows for the award ${row.awardId}`);
        rows[row.awardId] = row;
      }
      return rows;
    },
  };
}
