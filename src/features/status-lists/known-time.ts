/**
 * What time it is, for whoever dates a list (docs/adr/0032). The clock says it, as long as it stays
 * within an hour of what this installation knows: the moment that it had come to, which is stored,
 * and what the process has lived through since, which no setting of a clock changes. A clock that is
 * further away is not followed until it comes back, or until an operator says that it is right.
 */
import { ifRefused, type Store, type Stored, type TimeSeen } from '../../storage/store.ts';

export interface KnownTime {
  read(): Promise<TimeReading>;
  /** Stores how far we have come, so that the next start knows it. */
  note(): Promise<void>;
  /** An operator says that the clock is right, whatever was known. Gives what was known. */
  accept(act: TimeAct): Promise<Date>;
  /** By how many seconds the clock is ahead of what is known; below 0, behind. */
  secondsAhead(): Promise<number>;
}

export interface TimeReading {
  /** By which lists are dated. */
  readonly known: Date;
  /** What the clock says: the same, unless it is off. */
  readonly clock: Date;
}

interface TimeAct {
  readonly by: string;
  readonly reason: string;
}

interface Services {
  readonly store: Pick<Store, 'timesSeen'>;
  readonly clock: () => Date;
  /** Milliseconds since some moment, counted on whatever is done to the clock. */
  readonly uptime: () => number;
  readonly log: { warn(details: object, message: string): void };
}

/** Known at a moment of the process. */
interface Anchor {
  readonly known: number;
  readonly uptime: number;
  /** The operator's word that stood then. */
  readonly accepted: string | undefined;
}

const HOUR = 3_600_000;

/** There is one. */
const TIME_ID = '00000000-0000-0000-0000-000000000000';

export function createKnownTime({ store, clock, uptime, log }: Services): KnownTime {
  const { timesSeen } = store;
  let anchor: Anchor | undefined;
  let told = -Infinity;

  /** The first start takes the clock as it is: nothing else is known. */
  async function stored(): Promise<Stored<TimeSeen>> {
    const there = await timesSeen.findById(TIME_ID);
    if (there) return there;
    const begun = timesSeen.insert({ id: TIME_ID, at: clock().toISOString() });
    return ifRefused(begun, 'DUPLICATE_KEY', stored);
  }

  async function read(): Promise<TimeReading> {
    const { at, accepted } = await stored();
    const now = clock();
    const lived = anchor && anchor.accepted === accepted?.at ? since(anchor) : 0;
    const expected = Math.max(Date.parse(at), lived);
    const isOff = Math.abs(now.getTime() - expected) > HOUR;
    const known = isOff ? expected : now.getTime();
    anchor = { known, uptime: uptime(), accepted: accepted?.at };
    if (isOff) tell(now, new Date(known));
    else told = -Infinity;
    return { known: new Date(known), clock: now };
  }

  const since = (then: Anchor) => then.known + uptime() - then.uptime;

  /** Once an hour, for as long as it is so. */
  function tell(now: Date, known: Date): void {
    if (uptime() - told < HOUR) return;
    told = uptime();
    const details = { clock: now.toISOString(), known: known.toISOString() };
    log.warn(details, 'The clock is not where it was left: lists are dated by what is known');
  }

  return {
    read,
    async note() {
      const { known } = await read();
      const at = known.toISOString();
      const word = anchor?.accepted;
      // What an operator has said since stands.
      await timesSeen.update(TIME_ID, (now) =>
        now.accepted?.at === word && now.at !== at ? { ...now, at } : now,
      );
    },
    async accept({ by, reason }) {
      const { known } = await read();
      const at = clock().toISOString();
      await timesSeen.update(TIME_ID, (now) => ({ ...now, at, accepted: { at, by, reason } }));
      return known;
    },
    async secondsAhead() {
      const { known, clock: now } = await read();
      return Math.round((now.getTime() - known.getTime()) / 1_000);
    },
  };
}
