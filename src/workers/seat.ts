/** A seat of the crew: one worker after the other, later each time that one was there briefly. */

/** Milliseconds before the next one begins: doubled each time, and as at first after a long life. */
const DELAY = { first: 100, longest: 30_000 };
const LONG_LIFE = 60_000;

interface Seat {
  /** Begins a worker. Resolves when it has ended, with how many milliseconds it was there. */
  readonly live: () => Promise<number>;
  /** False if there is to be no other one. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
}

/** Until all end. */
export async function fillSeat({ live, pause }: Seat): Promise<void> {
  let short = 0;
  do {
    short = (await live()) > LONG_LIFE ? 0 : short + 1;
  } while (await pause(Math.min(DELAY.first * 2 ** short, DELAY.longest)));
}
