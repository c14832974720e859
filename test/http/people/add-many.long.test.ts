/**
 * Five thousand people at once: read, asked about, added once. With MongoDB, where each waits for its
 * answers, as many as show the same.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

const COUNT = process.env['TEST_STORAGE'] === 'mongodb' ? 500 : 5_000;
/** Every hundredth is a formula. */
const ADDED = COUNT - COUNT / 100;

/** No two are one letter apart. */
const word = (n: number) =>
  createHash('sha256')
    .update(`name ${n}`)
    .digest('hex')
    .slice(0, 14)
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(+digit));

it(
  'is added whole, and once, out of a file in Windows-1252 with formulas',
  { timeout: 300_000 },
  async () => {
    const nadia = await world.signIn(world.nadia);
    const rows = Array.from({ length: COUNT }, (_, n) =>
      n % 100 === 99 ? '=CMD|x;;' : `Zo\xe9;${word(n)};p${n}@a.example`,
    );
    const bytes = Buffer.from(`Pr\xe9nom;Nom;E-mail\r\n${rows.join('\r\n')}`, 'latin1');
    const file = new File([new Uint8Array(bytes)], 'liste.csv');
    const form = await nadia.get('/personnes/ajouter');
    const list = await nadia.press(form, 'Relire la liste', {}, file);
    expect(list.text).toContain(`${ADDED} personnes à ajouter.`);
    expect(list.html.length).toBeLessThan(300_000);
    expect(list.text).toContain('Ligne 101 : =CMD|x');
    // As who presses twice does.
    const [first, second] = await Promise.all([
      nadia.press(list, `Ajouter les ${ADDED} personnes`),
      nadia.press(list, `Ajouter les ${ADDED} personnes`),
    ]);
    expect([first.heading, second.heading]).toEqual(Array(2).fill(`${ADDED} personnes ajoutées`));
    const { store } = world.services;
    expect(await store.people(world.hautsPres.id).count({ index: 'byName' })).toBe(ADDED + 3);
    // The same file once more: everybody is there.
    const again = await nadia.press(
      await nadia.get('/personnes/ajouter'),
      'Relire la liste',
      {},
      file,
    );
    expect(again.text).toContain(`${ADDED} lignes attendent votre choix.`);
    expect(again.$('fieldset.choices-field')).toHaveLength(100);
    expect(again.text).toContain(`${ADDED - 100} autres lignes ressemblent à quelqu’un.`);
  },
);
