/** Which backups go when a new one was made (docs/runbook.md). By their names alone: see `nameAt`. */

/** Of ours, and of nobody else: what somebody puts beside them, or gives another name, stays. */
const NAME = /^kpa-badges-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.sqlite$/;

export const nameAt = (now: Date) =>
  `kpa-badges-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.sqlite`;

/** In UTC. */
const dayOf = (name: string) => name.slice('kpa-badges-'.length, 'kpa-badges-2026-11-27'.length);

/**
 * So many days are kept: of the day of the one that was just made, the last so many; of each day before
 * that has one, the newest. That one always stays, whatever date a clock that was ahead has given to
 * others.
 */
export function namesToRemove(names: readonly string[], made: string, days: number): string[] {
  const others = names.filter((name) => NAME.test(name) && name !== made);
  const newestFirst = others.sort().reverse();
  const ofToday = newestFirst.filter((name) => dayOf(name) === dayOf(made));
  const newestOfDay = newestFirst.filter(
    (name, at) => dayOf(name) !== dayOf(made) && dayOf(name) !== dayOf(newestFirst[at - 1] ?? ''),
  );
  const kept = new Set([...ofToday.slice(0, days - 1), ...newestOfDay.slice(0, days - 1)]);
  return newestFirst.filter((name) => !kept.has(name));
}
