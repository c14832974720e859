/**
 * What goes on while requests are answered. All the time: letters leave (docs/adr/0035), lists of badges
 * are signed (docs/adr/0050), and how far we have come in time is noted. Where several processes serve a port, the rest is done by one of them
 * (docs/adr/0036): at start and every hour, what has expired is removed, badges that were being corrected
 * are completed (docs/adr/0043), the status lists are compared with what was revoked, those that are a
 * day old are signed again, what two records of one person have is moved to the one that stays
 * (docs/adr/0047), and what bears a corrected name is signed anew; addresses from before a correction are
 * told (docs/adr/0039), what became of letters is noted (docs/adr/0049), and who left and whose time is over is erased. At start and once a day, what a
 * version from before has not written is made, files that nobody sees are taken away (docs/adr/0051), and all
 * that is stored is read, to see whether it is damaged.
 */
import { completeReplacements } from './features/awards/replace/replace-award.ts';
import { followLeft } from './notices/follow-letters.ts';
import { postNotices } from './features/corrections/email-notices.ts';
import { finishNames } from './features/corrections/forget-names.ts';
import { endKeeping } from './features/erasure/end-of-keeping.ts';
import { completeMerges } from './features/merging/complete-merges.ts';
import { sweepBlobs } from './exhibits/sweep.ts';
import { purgeExpired } from './features/sign-in/purge-expired.ts';
import { catchUp } from './features/status-lists/catch-up.ts';
import type { Services } from './services.ts';

export interface Housekeeping {
  /** Whether every status list was looked at once. Nothing waits for it: see docs/adr/0032. */
  isCaughtUp(): boolean;
  /** Resolves once nothing of it asks the store any more. */
  stop(): Promise<void>;
}

const HOUR = 3_600_000;
const HOURS_OF_DAY = 24;
/** One that is killed has noted the time lately, and one that begins ahead soon hears of others. */
const NOTED_EVERY = 60_000;

export function startHousekeeping(
  services: Pick<
    Services,
    | 'store'
    | 'statusLists'
    | 'participations'
    | 'names'
    | 'recognitions'
    | 'knownTime'
    | 'outbox'
    | 'batchWork'
    | 'clock'
    | 'log'
    | 'readiness'
    | 'crew'
    | 'addresses'
    | 'keys'
    | 'languages'
    | 'definitions'
    | 'badgeClasses'
    | 'awardRows'
    | 'lostEntries'
    | 'register'
    | 'groupSigned'
    | 'blobs'
  >,
): Housekeeping {
  const { log, knownTime } = services;
  const stopping = new AbortController();
  let running = Promise.resolve();
  let noting = Promise.resolve();
  let isCaughtUp = false;

  /** What fails is tried again: within the hour, or by whoever needs it. Nobody waits for it. */
  async function trying(work: () => Promise<void>, failure: string): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, failure);
    }
  }

  const purge = () =>
    trying(async () => {
      const purged = await purgeExpired(services, stopping.signal);
      const some = Object.values(purged).some((count) => count > 0);
      if (some) log.info(purged, 'Expired sign-ins removed');
    }, 'Expired sign-ins could not be removed');

  const publish = () =>
    trying(async () => {
      await catchUp(services, stopping.signal);
      isCaughtUp = true;
    }, 'The status lists could not be renewed');

  const complete = () =>
    trying(
      () => completeReplacements(services, stopping.signal),
      'Corrected badges could not be completed',
    );

  const note = () =>
    trying(() => knownTime.note(), 'How far we have come in time could not be noted');

  const fill = async () => {
    await trying(
      () => services.participations.fillAll(stopping.signal),
      'Participations from before could not be made',
    );
    await trying(
      () => services.names.fillAll(stopping.signal),
      'What finds people from before could not be made',
    );
    await trying(
      () => services.recognitions.fillAll(stopping.signal),
      'Who had a badge lately could not be told',
    );
  };

  const nameAnew = () =>
    trying(
      () => finishNames(services, stopping.signal),
      'Badges of people whose name was corrected could not be signed',
    );

  const tellFormer = () =>
    trying(
      () => postNotices(services, stopping.signal),
      'Former addresses could not be told that they open nothing any more',
    );

  const merge = () =>
    trying(
      () => completeMerges(services, stopping.signal),
      'Records of one person could not be merged to the end',
    );

  const follow = () =>
    trying(
      () => followLeft(services, stopping.signal),
      'What became of letters could not be noted',
    );

  const erase = () =>
    trying(() => endKeeping(services, stopping.signal), 'Who is to be erased could not be');

  const sweep = () =>
    trying(async () => {
      const swept = await sweepBlobs(services, stopping.signal);
      if (swept > 0) log.info({ swept }, 'Files that nobody sees removed');
    }, 'Files that nobody sees could not be removed');

  const lookForDamage = () =>
    trying(
      () => services.readiness.lookForDamage(),
      'Whether what is stored is damaged could not be told',
    );

  let hours = 0;
  const tidy = () => {
    if (hours % HOURS_OF_DAY === 0) {
      running = running.then(fill).then(sweep);
      // Not in turn with the others: it may take minutes, in a process of its own.
      void lookForDamage();
    }
    running = running.then(purge).then(complete).then(publish).then(merge);
    running = running.then(nameAnew).then(tellFormer).then(follow).then(erase);
    hours += 1;
  };
  /** However long the rest takes. */
  const keepTime = () => {
    noting = noting.then(note);
  };
  keepTime();
  const timers = [setInterval(keepTime, NOTED_EVERY).unref()];
  services.outbox.start();
  services.batchWork.start();
  services.crew.whenKeeper(() => {
    if (stopping.signal.aborted) return;
    tidy();
    timers.push(setInterval(tidy, HOUR).unref());
  });
  return {
    isCaughtUp: () => isCaughtUp,
    async stop() {
      timers.forEach(clearInterval);
      stopping.abort();
      keepTime();
      await Promise.all([running, noting, services.outbox.stop(), services.batchWork.stop()]);
    },
  };
}
