/** Two hundred files at once from one person: few are read, nobody else waits, and memory stays as it was. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../browser/support/demo.ts';
import { createVisitor, type TestVisitor } from '../support/visitor.ts';

const FILES = 200;
const BYTES = 2_000_000;
const MB = 1_048_576;

let demo: Demo;
let browser: TestVisitor;
beforeAll(async () => {
  demo = await startDemo();
  browser = createVisitor(demo.url, demo.url);
  await browser.press(await browser.get(demo.staffLink), 'Entrer');
});
afterAll(() => demo.stop());

/** Of the service itself, in megabytes: now, and at most. */
function memory() {
  const status = readFileSync(`/proc/${demo.pid}/status`, 'utf8');
  const of = (name: string) =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1_024) / MB;
  return { now: of('VmRSS'), most: of('VmHWM') };
}

it.runIf(process.platform === 'linux')('are refused but for some, with a sentence', async () => {
  const list = await browser.get('/experiences');
  const experience = list.$('h2 a').first().attr('href') ?? '';
  const page = await browser.get(`${experience}/preuves/nouvelle`);
  const form = page.$('form#kept');
  const bytes = new Uint8Array(BYTES);
  bytes.set([0xff, 0xd8, 0xff]);
  const before = memory();
  const answers = await Promise.all(
    Array.from({ length: FILES }, async () => {
      const body = new FormData();
      body.append('_csrf', form.find('[name=_csrf]').attr('value') ?? '');
      body.append('words', 'Le buffet est prêt, juste avant le service.');
      body.append('people', form.find('[name=people]').attr('value') ?? '');
      body.append('consent', 'nobody');
      body.append('file', new File([bytes], 'IMG_1.JPG'));
      const { status, text } = await browser.post(`${experience}/preuves`, body);
      return { status, text };
    }),
  );
  const counted = (status: number) => answers.filter((one) => one.status === status);
  expect(counted(429).length + counted(422).length).toBe(FILES);
  expect(counted(429).length).toBeGreaterThan(FILES / 2);
  expect(counted(429)[0]?.text).toContain('Vos autres fichiers arrivent encore.');
  expect(memory().most - before.now).toBeLessThan(250);
  expect((await browser.get(experience)).status).toBe(200);
});
