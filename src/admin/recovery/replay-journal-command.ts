/** After a restore, before the service starts (docs/runbook.md, docs/adr/0037). */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { everyUrl } from '../../badges/addresses.ts';
import { networkList } from '../../features/kpas/network-list.ts';
import {
  type JournalReplayServices,
  newestSeen,
  replayJournal,
} from '../../features/journal-replay/replay-journal.ts';
import { markRevoked } from '../../features/revocations/revoke-award.ts';
import { catchUp } from '../../features/status-lists/catch-up.ts';
import { hasJournal, readJournal } from '../../journal/read.ts';
import { addUp, type JournalState } from '../../journal/state.ts';
import { restoreKey } from '../../keys/restore-key.ts';
import type { Services } from '../../services.ts';
import { ARGUMENTS } from '../arguments.ts';
import { lacksStorage, readReadiness } from '../beside/same-service.ts';
import { command, type Printer, RefusedError } from '../command.ts';
import { createTally, journalLines, linesOf } from './replay-lines.ts';

const { by, reason, journal } = ARGUMENTS;

export const replay = command(
  '--by, --reason, [--journal FOLDER…: JOURNAL_DIR unless said]',
  z.strictObject({ by, reason, journal: journal.optional() }),
  async (services, given, print, config) => {
    const own = services.journal?.folder ?? '';
    const folders = given.journal ?? [own];
    const state = await readState(services, folders);
    refuseOthers(services, state);
    refuseClockBehind(services, state);
    await tellBeside(config, print);
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
    const isDone = tally.failed() + behind === 0;
    // Until then each start says that the data lacks acts.
    if (isDone && isAmong(own, folders)) await services.journal?.write({ act: 'replayed' });
    print(`status lists signed anew besides: ${published}, behind: ${behind}`);
    print(tally.line());
    return isDone;
  },
);

/** It goes on all the same: after a crash, when little lacks, nothing has to stop. */
async function tellBeside(config: Config, print: Printer): Promise<void> {
  const beside = await readReadiness(config);
  if (!beside) return;
  print(
    lacksStorage(beside)
      ? `The service at ${beside.at} says « ${beside.said} »: start it again afterwards.`
      : `The service at ${beside.at} runs: what it gives meanwhile may take the entries of lost badges. After a restore, stop it first (docs/runbook.md).`,
  );
}

const isAmong = (folder: string, folders: readonly string[]) =>
  folders.some((one) => resolve(one) === resolve(folder));

/** Each folder must have one: what another machine wrote belongs to it, too. */
async function readState({ custody }: Services, folders: readonly string[]): Promise<JournalState> {
  for (const folder of folders) {
    if (await hasJournal(folder)) continue;
    throw new RefusedError(
      `There is no journal in ${folder}: put its files there, or say where it is with --journal`,
    );
  }
  return addUp(readJournals(folders, custody));
}

async function* readJournals(folders: readonly string[], custody: Services['custody']) {
  for (const folder of folders) yield* readJournal(folder, custody);
}

/** A copy of this service under another address shares its secrets: what it took back is not ours. */
function refuseOthers({ addresses }: Services, { lists }: JournalState): void {
  const known = everyUrl(addresses);
  const other = lists.find(({ origin }) => origin !== undefined && !known.includes(origin));
  if (other?.origin === undefined) return;
  throw new RefusedError(
    `The journal speaks of ${other.origin}, where this data never was. If the service had moved there: set PUBLIC_URL to it, run adopt-installation, and then the same with the address of today. If not, it is the journal of another service`,
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
