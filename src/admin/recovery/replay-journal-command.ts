/** After a restore, before the service starts (docs/runbook.md, docs/adr/0037). */
import { z } from 'zod';
import { networkList } from '../../features/kpas/network-list.ts';
import {
  type JournalReplayServices,
  newestSeen,
  replayJournal,
} from '../../features/journal-replay/replay-journal.ts';
import { markRevoked } from '../../features/revocations/revoke-award.ts';
import { catchUp } from '../../features/status-lists/catch-up.ts';
import { readJournal } from '../../journal/read.ts';
import { addUp, type JournalState } from '../../journal/state.ts';
import { restoreKey } from '../../keys/restore-key.ts';
import type { Services } from '../../services.ts';
import { ARGUMENTS } from '../arguments.ts';
import { command, RefusedError } from '../command.ts';
import { createTally, journalLines, linesOf } from './replay-lines.ts';

const { by, reason, journal } = ARGUMENTS;

export const replay = command(
  '--by, --reason, [--journal FOLDER: JOURNAL_DIR unless said]',
  z.strictObject({ by, reason, journal: journal.optional() }),
  async (services, given, print) => {
    const state = await readState(services, given.journal);
    refuseClockBehind(services, state);
    for (const line of journalLines(state)) print(line);
    // The date of the machine is right: somebody stands beside it (docs/adr/0032).
    const act = { by: given.by, reason: given.reason };
    if ((await services.knownTime.secondsAhead()) !== 0) await services.knownTime.accept(act);
    const tally = createTally(state.unread.foreign);
    for await (const finding of replayJournal(partsOf(services), state, act)) {
      tally.count(finding);
      for (const line of linesOf(finding)) print(line);
    }
    const { published, behind } = await catchUp(services);
    await networkList(services);
    await services.journal?.write({ act: 'replayed' });
    print(`status lists signed anew besides: ${published}, behind: ${behind}`);
    print(tally.line());
    return tally.failed() + behind === 0;
  },
);

async function readState(services: Services, given?: string): Promise<JournalState> {
  const folder = given ?? services.journal?.folder ?? '';
  const state = await addUp(readJournal(folder, services.custody));
  if (state.lines > 0) return state;
  throw new RefusedError(
    `There is no journal in ${folder}: put its files there, or say where it is with --journal`,
  );
}

/** Else what is signed now is older than what readers have seen, and refused by them. */
function refuseClockBehind({ clock }: Services, state: JournalState): void {
  const seen = newestSeen(state);
  if (seen === undefined || clock().getTime() >= seen.getTime()) return;
  throw new RefusedError(
    `The clock says ${clock().toISOString()}, and a list was signed at ${seen.toISOString()}: set the clock right first`,
  );
}

const partsOf = (services: Services): JournalReplayServices => ({
  ...services,
  restoreKey: ({ act: _, kpa: kpaId, ...key }, act) => restoreKey(services, { ...key, kpaId }, act),
  // With the day on which it was revoked.
  markAward: ({ id, kpa, at }, name) =>
    markRevoked({ ...services, clock: () => new Date(at) }, { id: kpa }, id, {
      by: { name },
      reason: 'before',
    }),
});
