/** The crew, as a worker sees it. */
import { openChannel, type Port } from './channel.ts';
import type { Crew } from './crew.ts';
import { answering } from './question.ts';
import * as questions from './questions.ts';
import { throughPrimary } from './through-primary.ts';

/** `size`: workers of this port. */
export function joinCrew(size: number): Crew {
  const channel = openChannel(toPrimary);
  const keeper = createCall();
  // Who is not there yet has nothing to close.
  const ended = createCall(() => process.exit(0));
  channel.answer([
    answering(questions.keepHouse, keeper.make),
    answering(questions.end, ended.make),
  ]);
  return {
    size,
    shared: throughPrimary(channel),
    whenKeeper: keeper.whenMade,
    whenEnded: ended.whenMade,
    tellListening() {
      channel.tell(questions.listens, undefined);
    },
    giveMetrics(read) {
      const given = async () => (await read()).map((one) => ({ ...one }));
      channel.answer([answering(questions.readMetrics, given)]);
      return true;
    },
  };
}

/** When it goes, so does this process: Node sees to it. */
const toPrimary: Port = {
  send(message) {
    // One that is gone hears nothing.
    process.send?.(message, undefined, {}, () => undefined);
  },
  onMessage(listener) {
    process.on('message', listener);
  },
  onGone(listener) {
    process.once('disconnect', listener);
  },
};

/** A call that may be made before anybody takes it; `unheard` is then done at once. */
function createCall(unheard: () => void = () => undefined) {
  let isMade = false;
  let heard: (() => void) | undefined;
  return {
    make: () => {
      isMade = true;
      (heard ?? unheard)();
    },
    whenMade: (listener: () => void) => {
      heard = listener;
      if (isMade) listener();
    },
  };
}
