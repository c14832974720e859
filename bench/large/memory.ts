/** A service that awards for an hour. */
import type { Group, Row } from '../rows/row.ts';
import { createPlace, startOurs } from '../servers/places.ts';

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
