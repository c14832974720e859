/** What an operator reads of a replay, and what is counted. */
import type { ReplayFinding } from '../../features/journal-replay/replay-journal.ts';
import type { ReplayStep } from '../../features/journal-replay/replay-lists.ts';
import type { JournalState } from '../../journal/state.ts';

/** `failed`: before anything was compared. */
export function createTally(failed: number) {
  const counts = { revoked: 0, lost: 0, failed };
  const countStep = (step: ReplayStep): void => {
    if (step.what === 'revoked again') counts.revoked += step.entries.length;
    else if (step.what === 'lost') counts.lost += 1;
    else if (step.what === 'failed' || step.what === 'entry taken') counts.failed += 1;
  };
  return {
    count(finding: ReplayFinding): void {
      if ('step' in finding) countStep(finding.step);
      else if (!('outcome' in finding)) counts.failed += 1;
    },
    failed: () => counts.failed,
    line: () => `revoked again: ${counts.revoked}, lost: ${counts.lost}, failed: ${counts.failed}`,
  };
}

export function journalLines({ lines, unread }: JournalState): readonly string[] {
  const { torn, newer, foreign } = unread;
  return [
    `journal: ${lines} lines`,
    ...(torn > 0 ? [`${torn} torn, as a crash leaves them`] : []),
    ...(newer > 0 ? [`${newer} of a newer version: replay with that one`] : []),
    ...(foreign > 0
      ? [`${foreign} left out, not ours or under another master key: is it in MASTER_KEY_PREVIOUS?`]
      : []),
  ];
}

export function linesOf(finding: ReplayFinding): readonly string[] {
  if ('lostKpa' in finding) {
    return [
      `KPA ${finding.lostKpa}  lost: make it again with create-kpa --slug ${finding.lostKpa}, then replay once more`,
    ];
  }
  if ('step' in finding) return stepLines(finding.slug, finding.step);
  const name = `key ${finding.key.fragment} of ${finding.key.kpa}`;
  if ('failure' in finding) return [`${name}  failed: ${finding.failure}`];
  return [
    `${name}  ${finding.outcome}: ${finding.key.state}`,
    ...(finding.key.state === 'revoked' ? ['  then: reissue, for what it signed'] : []),
  ];
}

function stepLines(slug: string, step: ReplayStep): readonly string[] {
  switch (step.what) {
    case 'revoked again':
      return step.entries.map(({ id, at }) => `${slug}  ${id}  revoked again, as on ${at}`);
    case 'lost':
      return [`${slug}  ${entryLine(step)}  lost${becomesOf(step)}`];
    case 'entry taken':
      return [`${slug}  ${entryLine(step)}  lost, and its entry is another badge's now`];
    case 'list made again':
    case 'list signed anew':
      return [`${slug}  ${step.what}: ${step.number}`];
    case 'list closed':
      return [`${slug}  a new list is begun for ${step.holders}: entries of lost ones stay theirs`];
    case 'failed':
      return [`${slug}  ${step.id}  failed: ${step.why}`];
  }
}

type EntryStep = Extract<ReplayStep, { entry: unknown }>;

const entryLine = ({ entry: { id, at, index }, number }: EntryStep) =>
  `${id}  of ${at}, entry ${number}/${index}`;

const becomesOf = ({ entry }: EntryStep) =>
  entry.standing === 'revoked' ? ', and stays revoked' : ': to be given again';
