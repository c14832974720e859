/** What an operator reads of a replay, and what is counted. */
import type { AbsentEntry } from '../../features/journal-replay/compare-list.ts';
import type { EndedAccess } from '../../features/journal-replay/end-access.ts';
import type { ReplayFinding } from '../../features/journal-replay/replay-journal.ts';
import type { ReplayStep } from '../../features/journal-replay/replay-lists.ts';
import type { JournalState } from '../../journal/state.ts';

/** `failed`: before anything was compared. */
export function createTally(failed: number) {
  const counts = { revoked: 0, lost: 0, failed };
  const countAbsent = ({ what, takenBy }: AbsentEntry): void => {
    if (what === 'lost') counts.lost += 1;
    if (takenBy !== undefined) counts.failed += 1;
  };
  const countStep = (step: ReplayStep): void => {
    if (step.what === 'revoked again') counts.revoked += step.entries.length;
    else if (step.what === 'failed') counts.failed += 1;
    else if (step.what === 'absent') countAbsent(step.absent);
  };
  return {
    count(finding: ReplayFinding): void {
      if ('step' in finding) countStep(finding.step);
      else if (!('outcome' in finding || 'ended' in finding || 'restoredClass' in finding))
        counts.failed += 1;
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
  if ('unreadableKpa' in finding) {
    return [`KPA ${finding.unreadableKpa}  failed: it cannot be read: put its row back first`];
  }
  if ('unknownList' in finding) {
    return [
      `list ${finding.unknownList}  failed: ${finding.entries} entries of a list that no line tells of: give the journals of all machines at once (--journal A --journal B), no file missing`,
    ];
  }
  if ('restoredClass' in finding) return [`badge class ${finding.restoredClass}  restored`];
  if ('lostClass' in finding) return [`badge class ${finding.lostClass}  failed: ${finding.why}`];
  if ('ended' in finding) return endedLines(finding.ended);
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
    case 'absent':
      return [`${slug}  ${absentLine(step.absent, step.number)}`];
    case 'list made again':
    case 'list signed anew':
      return [`${slug}  ${step.what}: ${step.number}`];
    case 'failed':
      return [`${slug}  ${step.id}  failed: ${step.why}`];
  }
}

function absentLine({ entry, standing, what, takenBy }: AbsentEntry, number: number): string {
  const { id, at, index } = entry;
  const becomes =
    what === 'moved'
      ? `given again since, under another entry: the first file ${standing === 'revoked' ? 'is revoked' : 'goes with it'}`
      : `lost${standing === 'revoked' ? ', and stays revoked' : ': to be given again'}`;
  const taken =
    takenBy === undefined
      ? ''
      : `; failed: badge ${takenBy} has been given its entry, and stands or falls with it: take that one back with revoke-awards, and give it again`;
  return `${id}  of ${at}, entry ${number}/${index}  ${becomes}${taken}`;
}

function endedLines({ tokens, links, sessions }: EndedAccess): readonly string[] {
  if (tokens + links + sessions === 0) return [];
  return [
    `ended again: ${tokens} tokens of programs, ${links} links of portfolios; ${sessions} sessions: everybody signs in anew`,
  ];
}
