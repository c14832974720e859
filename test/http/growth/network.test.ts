/** A network of many KPAs: whoever calls themselves like one is compared with all, and none is read for it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest } from '../../../src/keys/secrets.ts';
import { createFarWorld, type FarWorld } from '../../support/far-world.ts';
import { startForeignIssuer } from '../../support/issuers/foreign-issuer.ts';

let world: FarWorld;
let issuer: Awaited<ReturnType<typeof startForeignIssuer>>;
beforeAll(async () => {
  issuer = await startForeignIssuer(() => new Date('2026-10-14T16:30:00Z'));
  world = await createFarWorld({ guardedFetch: issuer.guardedFetch });
});
afterAll(async () => {
  await world.destroy();
  await issuer.close();
});

/** Of letters by lot: none is like another. */
const nameOf = (n: number) =>
  `KPA ${digest(String(n))
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 14)}`;

async function grow(from: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => from + at);
  const { id, version, ...kpa } = { version: 1, ...world.moulins };
  const insert = (n: number) =>
    world.services.store.kpas.insert({
      ...{ ...kpa, id: randomUUID(), slug: `kpa-${n}`, name: nameOf(n) },
    });
  await Promise.all(numbers.map(insert));
}

async function verify(name: string) {
  const browser = world.visitor();
  const form = await browser.get('/verifier');
  const source = await issuer.badge({}, name);
  let text = '';
  const { questions } = await world.journeyOf(async () => {
    ({ text } = await browser.press(form, 'Vérifier', { source }));
  });
  return { text, reads: questions.filter((one) => one === 'kpas find').length };
}

const NOT_FROM = (name: string) => `Ce badge ne vient pas du ${name}`;

it('knows their names, and sees at once one that came', async () => {
  await grow(0, 120);
  const first = await verify(nameOf(7));
  expect(first.text).toContain(NOT_FROM(nameOf(7)));
  const again = await verify(nameOf(119));
  expect(again.text).toContain(NOT_FROM(nameOf(119)));
  expect(again.reads).toBe(0);
  expect((await verify(nameOf(601))).text).not.toContain(NOT_FROM(nameOf(601)));
  await grow(601, 1);
  expect((await verify(nameOf(601))).text).toContain(NOT_FROM(nameOf(601)));
});
