/** Everything that is stored: checked, or written in the shape of today (docs/runbook.md). */
import { z } from 'zod';
import { compareBits } from '../features/status-lists/compare-bits.ts';
import { checkEverything } from '../features/upkeep/check-everything.ts';
import type { MigrationStep } from '../storage/store.ts';
import { refuseNoKpa } from './beside/check-place.ts';
import { command, type Printer } from './command.ts';

/** By the names of what was looked at. */
const READ = [
  ['KPAs', 'kpas'],
  ['badges', 'awards'],
  ['keys', 'keys'],
  ['letters', 'letters'],
] as const;

export const checkAll = command('', z.strictObject({}), async (services, _given, print) => {
  const { store } = services;
  await refuseNoKpa(store);
  const counts = new Map<string, number>();
  let faults = 0;
  let current = '';
  const tell = () => {
    if (current !== '') print(`${current}: ${counts.get(current) ?? 0} looked at`);
  };
  const found = checkEverything({ ...services, compareBits: (kpa) => compareBits(store, kpa) });
  for await (const one of found) {
    if (one.what !== current) {
      tell();
      current = one.what;
    }
    if ('why' in one) {
      faults += 1;
      print(`${one.what}  ${one.id}  ${one.why}`);
    } else counts.set(one.what, (counts.get(one.what) ?? 0) + one.looked);
  }
  tell();
  const all = READ.map(([word, what]) => `${word}: ${counts.get(what) ?? 0}`);
  print(`Read of ${store.description}: ${all.join(', ')}`);
  print(faults === 0 ? 'Nothing is wrong.' : `${faults} wrong`);
  return faults === 0;
});

/** A line now and then: it may take minutes. */
const TOLD_EACH = 20_000;

export const migrate = command('', z.strictObject({}), async ({ store }, _given, print) => {
  let unreadable = 0;
  for (const { name, migrate: steps } of store.everything) {
    unreadable += await migrateOne(name, steps(), print);
  }
  return unreadable === 0;
});

async function migrateOne(
  name: string,
  steps: AsyncIterable<MigrationStep>,
  print: Printer,
): Promise<number> {
  let read = 0;
  let written = 0;
  let unreadable = 0;
  for await (const step of steps) {
    const before = read;
    read += step.read;
    written += step.written;
    unreadable += step.unreadable.length;
    for (const { id, why } of step.unreadable) print(`${name}  ${id}  ${why}`);
    if (Math.floor(before / TOLD_EACH) < Math.floor(read / TOLD_EACH)) {
      print(`${name}: ${read} read so far`);
    }
  }
  print(
    `${name}: ${read} read, ${written} written in the shape of today, ${unreadable} unreadable`,
  );
  return unreadable;
}
