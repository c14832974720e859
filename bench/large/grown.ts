/** What takes minutes: a service that is years old, and one that awards for an hour. */
import { send } from '../client.ts';
import { interleave, type Work } from '../harness.ts';
import { requests } from '../rows/requests.ts';
import type { Group, Row } from '../rows/row.ts';
import { LIST } from '../rows/served.ts';
import { signInStaff } from '../rows/staff.ts';
import { startRows } from '../rows/start-up.ts';
import { type Child, startChild } from '../servers/child.ts';
import { createPlace, type Place, startOurs } from '../servers/places.ts';
import type { Seed } from './seed.ts';

const LARGE: Seed = { kpas: 1_000, awards: 1_000_000, withdrawn: 50_000 };
const SMALL: Seed = { kpas: 1, awards: 1_000, withdrawn: 50 };

export const grownRows: Group = {
  name: 'grown',
  isLarge: true,
  async open() {
    const places = [await seededPlace(LARGE), await seededPlace(SMALL)] as const;
    const [large, small] = places;
    const opened: Child[] = [];
    // After the starts, which have the place for themselves.
    let works: Promise<readonly [Grown, Grown]> | undefined;
    const open = async (place: Place) => {
      const child = await startOurs(place);
      opened.push(child);
      return worksOn(child);
    };
    const compare = (name: keyof Grown): Row => ({
      name,
      note: 'with 1,000,000 awards of 1,000 KPAs; the floor is the same with 1,000 awards of one',
      async measure(pace) {
        works ??= Promise.all([open(large), open(small)]);
        const [grown, young] = await works;
        return interleave({ ours: grown[name], floor: young[name] }, pace);
      },
    });
    return {
      rows: [
        ...startRows('start-up', large),
        compare('award'),
        compare('withdrawal to served'),
        compare('portfolio of 12 badges'),
      ],
      async close() {
        await Promise.all(opened.map((child) => child.close()));
        await Promise.all(places.map((place) => place.remove()));
      },
    };
  },
};

async function seededPlace({ kpas, awards, withdrawn }: Seed): Promise<Place> {
  const place = await createPlace();
  const child = await startChild('seeding', [place.folder], place.env);
  await child.ask('seed', ...[kpas, awards, withdrawn].map(String));
  await child.close();
  return place;
}

type Grown = Readonly<Record<'award' | 'withdrawal to served' | 'portfolio of 12 badges', Work>>;

async function worksOn(ours: Child): Promise<Grown> {
  const staff = await signInStaff(ours);
  const [token = ''] = await ours.ask('portfolio', '12');
  let made: readonly string[] = [];
  const making = (what: string) => async (count: number) => {
    made = await ours.ask(what, String(count));
  };
  return {
    award: requests(ours, {
      prepare: making('experiences'),
      send: (index) => staff.sign(made[index], staff.members.slice(0, 1)),
    }),
    'withdrawal to served': requests(ours, {
      prepare: making('awards'),
      async send(index) {
        await staff.withdraw(made[index]);
        await send(ours.origin, LIST);
      },
    }),
    'portfolio of 12 badges': requests(ours, {
      send: () => send(ours.origin, { path: `/p/${token}`, headers: { Accept: 'text/html' } }),
    }),
  };
}

const BATCH = 1_000;
const AWARDS = 100_000;
/** Milliseconds after which it is enough. */
const PATIENCE = 300_000;

export const memoryRows: Group = {
  name: 'memory',
  isLarge: true,
  async open() {
    const place = await createPlace();
    const ours = await startOurs(place);
    let awarded = 0;
    const megabytes = async () => Number((await ours.ask('memory'))[0]) / 1_000_000;
    const row: Row = {
      name: 'after 100,000 awards, or five minutes of them',
      unit: 'MB',
      note: () =>
        `resident, after ${awarded} awards in this run; the floor is after the first 1,000`,
      async measure() {
        const end = performance.now() + PATIENCE;
        let first: number | undefined;
        while (awarded < AWARDS && performance.now() < end) {
          await ours.ask('batch', String(BATCH));
          awarded += BATCH;
          first ??= await megabytes();
        }
        return { ours: [await megabytes()], floor: [first ?? NaN] };
      },
    };
    return {
      rows: [row],
      async close() {
        await ours.close();
        await place.remove();
      },
    };
  },
};
