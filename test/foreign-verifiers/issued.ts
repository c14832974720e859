/** Badges as the service hands them out, for verifiers that are not ours and have clocks of their own. */
import { decideAward } from '../../src/features/portfolio/decide-award.ts';
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
    /** A client says what they saw, and the holder shows it. Where its file is, and its letter. */
    async witness(): Promise<{ readonly file: string; readonly letter: string }> {
      const { id } = scene.offered;
      await decideAward(world.services, scene.offered, 'accepted');
      const [awa, client] = [await world.signIn(holder), world.visitor()];
      const asked = await awa.get(`/mes-badges/${id}/temoins`);
      const made = await awa.press(asked, 'Faire un lien', { label: 'la cliente' });
      const page = await client.get(made.$('main code').first().text());
      const email = 'claire@ecole.example';
      const said = { seen: ['1'], name: 'Claire Petit', role: 'cliente', email };
      await client.press(page, 'Signer', said);
      const { text } = await world.letterTo(email);
      const [letter = ''] = /\/temoigner\/lettre\/\S+/u.exec(text) ?? [];
      await client.press(await client.get(letter), 'Signer mon mot');
      await awa.press(await awa.get(`/mes-badges/${id}/temoins`), /^Montrer ce mot/u);
      const shown = await awa.get(`/mes-badges/${id}/temoins`);
      return { file: shown.$('a[download]').attr('href') ?? '', letter };
    },
  };
}
