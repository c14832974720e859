/**
 * Who left keeps what is theirs until a day that was said to them. A month before, they are told once
 * more; then they are erased, by the housekeeping (docs/adr/0047).
 */
import type { Outbox } from '../../outbox/outbox.ts';
import type { Person, Stored } from '../../storage/store.ts';
import { completeErasure, type CompletingServices } from './complete-erasure.ts';
import { postEnding } from './ending-notices.ts';
import { markErased } from './erase-person.ts';

export interface KeepingServices extends CompletingServices {
  readonly outbox: Pick<Outbox, 'post'>;
}

const DAY = 86_400_000;
const TOLD_DAYS = 30;

/** Some at a time, every hour. One that fails stops none of the others. */
export async function endKeeping(services: KeepingServices, stopping: AbortSignal): Promise<void> {
  const { store, clock, log } = services;
  const soon = dayAfter(clock(), TOLD_DAYS + 1);
  const ending = { index: 'acrossByKeptUntil', before: soon } as const;
  const erasing = { index: 'acrossByErasing' } as const;
  const leavers = await store.people.across.readable.all(ending).toArray();
  const { items: left } = await store.people.across.readable.find(erasing);
  for (const person of [...leavers, ...left]) {
    if (stopping.aborted) return;
    try {
      await endOne(services, person);
    } catch (err) {
      log.error({ err, person: person.id }, 'Somebody whose time is over could not be erased');
    }
  }
}

async function endOne(services: KeepingServices, person: Stored<Person>): Promise<void> {
  // That of the record that stays counts.
  if (person.mergedInto !== undefined) return;
  if (person.erasingSince !== undefined) await completeErasure(services, person);
  else if (isOver(services, person)) await eraseForTime(services, person);
  else await tellOfEnd(services, person);
}

/** Not before they were told, if there is an address to tell. */
function isOver({ clock }: KeepingServices, { keptUntil, email, endToldOn }: Person): boolean {
  const today = dayAfter(clock(), 0);
  if (keptUntil === undefined || keptUntil >= today) return false;
  return (
    email === undefined || (endToldOn !== undefined && endToldOn <= dayAfter(clock(), -TOLD_DAYS))
  );
}

/** Unless somebody came back, was merged or got more time since the list was read. */
async function eraseForTime(services: KeepingServices, person: Person): Promise<void> {
  const isDue = (now: Person) => isOver(services, now);
  const erased = await markErased(services, person, {
    erasing: { act: 'person-erased-in-time' },
    isDue,
  });
  if (erased) await completeErasure(services, erased);
}

async function tellOfEnd(services: KeepingServices, person: Person): Promise<void> {
  const { store, clock } = services;
  if (person.email === undefined || person.endToldOn !== undefined) return;
  const kpa = await store.kpas.findById(person.kpaId);
  if (!kpa) return;
  const today = dayAfter(clock(), 0);
  await postEnding(services, kpa, person, dayAfter(clock(), TOLD_DAYS));
  await store.people(person.kpaId).update(person.id, (now) => {
    const isSame = now.keptUntil === person.keptUntil && now.email === person.email;
    return isSame ? { ...now, endToldOn: today } : now;
  });
}

const dayAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);
