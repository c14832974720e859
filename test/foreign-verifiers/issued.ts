/** Badges as the service hands them out, for verifiers that are not ours and have clocks of their own. */
import type { Award } from '../../src/storage/store.ts';
import { playScene } from '../support/scene.ts';
import { createWorld } from '../support/world.ts';

/** Where the badges say that the service is. */
export const HERE = 'https://badges.example';
export const KPA = '/k/hauts-pres';

export type Issued = Awaited<ReturnType<typeof issueBadges>>;

export async function issueBadges() {
  const world = await createWorld({ clock: () => new Date() });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const scene = await playScene(world, { kpa, staff, holder });
  const get = (path: string) => fetch(`${world.origin}${path}`);
  return {
    ...scene,
    world,
    pathOf: ({ id }: Award) => `${KPA}/credentials/${id}`,
    text: async (path: string) => (await get(path)).text(),
    bytes: async (path: string) => Buffer.from(await (await get(path)).arrayBuffer()),
    /** A colleague signs it too, on the page. */
    async confirm(award: Award, sentence: string): Promise<void> {
      const leila = await world.add(kpa, 'Leïla Roux', 'accompagnant');
      const colleague = await world.signIn(leila);
      const form = await colleague.get(`/reconnaissances/${award.id}/confirmer`);
      await colleague.press(form, 'Signer', { sentence });
    },
  };
}
