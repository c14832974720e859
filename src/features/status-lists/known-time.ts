/**
 * What time it is, for whoever dates a list (docs/adr/0032). A process starts from its clock, if that
 * is within an hour of the moment that this installation had come to, which is stored; else from that
 * moment. From then on it counts what it lives through, which no setting of a clock changes: where the
 * clock is ahead of that, it is not followed, by however little. Only an operator's word begins anew.
 */
import { ifRefused, type Store, type Stored, type TimeSeen } from '../../storage/store.ts';

export interface KnownTime {
  read(): Promise<TimeReading>;
  /**
   * The clock, held back by what it has gained since this process began, or by what others told. That
   * a clock was far from where it had been left counts for nothing here: after a stop it is right.
   */
  readonly now: () => Date;
  /** Stores how far we have come, so that the next start knows it. */
  note(): Promise<void>;
  /** An operator says that the clock is right, whatever was known. Gives what was known. */
  accept(act: TimeAct): Promise<Date>;
  /** By how many seconds the clock is ahead of what we lived through; below 0, behind. */
  secondsAhead(): Promise<number>;
}

export interface TimeReading {
  /** By which lists are dated: the clock, unless it is ahead, or behind by more than an hour. */
  readonly known: Date;
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

/** From where a process counts. */
interface Anchor {
  readonly known: number;
  /** What the clock said, less what others told. */
  readonly clock: number;
  readonly uptime: number;
  /** The operator's word that stood then. */
  readonly accepted: string | undefined;
}

/** What is stored, as this process last saw it. */
interface Seen {
  readonly version: number;
  /** Before it was asked for. */
  readonly uptime: number;
}

const HOUR = 3_600_000;

/** Whoever hears of others learns of them within a minute or two: so close no two are told apart. */
const CLOSE = 60_000;

/** What counts the time is a quartz: some seconds a day, in a year an hour. */
const DRIFT = 10_000 / (24 * HOUR);

/** There is one. */
const TIME_ID = '00000000-0000-0000-0000-000000000000';

export function createKnownTime({ store, clock, uptime, log }: Services): KnownTime {
  const { timesSeen } = store;
  let anchor: Anchor | undefined;
  let seen: Seen | undefined;
  let told = -Infinity;

  /** The first start takes the clock as it is: nothing else is known. */
  async function stored(): Promise<Stored<TimeSeen>> {
    const there = await timesSeen.findById(TIME_ID);
    if (there) return there;
    const begun = timesSeen.insert({ id: TIME_ID, at: clock().toISOString() });
    return ifRefused(begun, 'DUPLICATE_KEY', stored);
  }

  async function look(): Promise<Anchor> {
    const asked = uptime();
    const { version, at, accepted } = await stored();
    const noted = Date.parse(at);
    if (anchor?.accepted !== accepted?.at) anchor = undefined;
    anchor ??= begin(noted, accepted?.at);
    if (seen && version > seen.version) anchor = hear(noted, anchor, seen);
    if (!seen || version >= seen.version) seen = { version, uptime: asked };
    return anchor;
  }

  function begin(noted: number, accepted: string | undefined): Anchor {
    const now = clock().getTime();
    const known = Math.abs(now - noted) > HOUR ? noted : now;
    return { known, clock: now, uptime: uptime(), accepted };
  }

  /**
   * What another process has noted since we last looked. The earliest is believed, for a clock that
   * was ahead when its process began shows in nothing else. One that is further away is not: it has
   * slept, or its clock was wrong.
   */
  function hear(noted: number, ours: Anchor, before: Seen): Anchor {
    const theirs = noted + uptime() - before.uptime;
    const behind = livedSince(ours).to - theirs;
    if (behind <= CLOSE || behind > HOUR) return ours;
    return { ...ours, known: ours.known - behind, clock: ours.clock - behind };
  }

  function livedSince({ known, uptime: begun }: Anchor) {
    const passed = uptime() - begun;
    return { to: known + passed, give: passed * DRIFT };
  }

  async function read(): Promise<TimeReading> {
    const { to, give } = livedSince(await look());
    const now = clock();
    const ahead = now.getTime() - to;
    const isBehind = ahead < -HOUR - give;
    const known = new Date(isBehind ? to : to + Math.min(ahead, give));
    if (isBehind || ahead > HOUR + give) tell(now, known);
    else told = -Infinity;
    return { known, clock: now };
  }

  /** Once an hour, for as long as it is so. */
  function tell(now: Date, known: Date): void {
    if (uptime() - told < HOUR) return;
    told = uptime();
    const details = { clock: now.toISOString(), known: known.toISOString() };
    log.warn(details, 'The clock is not where it was left: lists are dated by what is known');
  }

  return {
    read,
    now() {
      const now = clock().getTime();
      if (!anchor) return new Date(now);
      const { to, give } = livedSince({ ...anchor, known: anchor.clock });
      return new Date(Math.min(now, to + give));
    },
    async note() {
      const { known } = await read();
      const at = known.toISOString();
      const word = anchor?.accepted;
      const asked = uptime();
      const noted = await timesSeen.update(TIME_ID, (now) => {
        // What an operator has said since stands, and what others know who have not slept.
        const stands = now.accepted?.at !== word || Date.parse(now.at) - known.getTime() > HOUR;
        return stands || now.at === at ? now : { ...now, at };
      });
      if (noted && noted.at === at) seen = { version: noted.version, uptime: asked };
    },
    async accept({ by, reason }) {
      const { known } = await read();
      const at = clock().toISOString();
      await timesSeen.update(TIME_ID, (now) => ({ ...now, at, accepted: { at, by, reason } }));
      return known;
    },
    async secondsAhead() {
      const { to } = livedSince(await look());
      return Math.round((clock().getTime() - to) / 1_000);
    },
  };
}
