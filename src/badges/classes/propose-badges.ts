/**
 * The three badges that a card shows first: those that name what the person did, then those for such
 * experiences, then the others, each in the order of the catalogue. What fits is written beside each class
 * (`proposedFor`), so that anybody can read why; nothing is counted, and nobody’s badges matter for it.
 */
import type { BadgeClass } from '../../definitions/definitions.ts';
import type { ExperienceKind } from '../../storage/store.ts';

const SHOWN = 3;
/** What a task names takes no more: what everybody did together stays in sight. */
const BY_TASK = 2;

interface WhatWasDone {
  readonly kind: ExperienceKind;
  /** What the person did of it, in a few words. */
  readonly task: string | undefined;
}

export function proposeBadges(
  offered: readonly BadgeClass[],
  { kind, task = '' }: WhatWasDone,
): readonly BadgeClass[] {
  const words = wordsIn(task);
  const named = offered.filter((badge) => isNamedBy(badge, words)).slice(0, BY_TASK);
  const fitting = offered.filter(({ proposedFor }) => proposedFor?.kinds?.includes(kind));
  return [...new Set([...named, ...fitting, ...offered])].slice(0, SHOWN);
}

/** « Accueil et service » → accueil, et, service */
const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

/** A class that says nothing of it is named by its own words: of its competences, and long ones. */
const LONG = 6;

function isNamedBy(badge: BadgeClass, words: readonly string[]): boolean {
  const { proposedFor, kpaId } = badge;
  if (proposedFor?.words) {
    const { words: beginnings } = proposedFor;
    return words.some((word) => beginnings.some((beginning) => word.startsWith(beginning)));
  }
  if (kpaId === undefined) return false;
  const own = new Set(badge.alignments.flatMap(({ label }) => wordsIn(label)));
  return words.some((word) => word.length >= LONG && own.has(word));
}
