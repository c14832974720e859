/** An image is asked for one badge, under its own name and under the one of Open Badges 2. */
import { fault, noted, type Unbaked } from './baked.ts';
import { generationOf } from './generation.ts';

/** `reads`: what stands in the few places where a badge can be, that of 3.0 first. */
export function oneBadge(reads: readonly Unbaked[]): Unbaked {
  const broken = reads.find((read) => !read.ok && !isOlder(read));
  if (broken) return broken;
  const badges = reads.filter((read) => read.ok);
  const [badge] = badges;
  if (!badge) return reads[0] ?? fault('no-badge', 'There is nothing of Open Badges in this image');
  if (badges.some(({ text }) => text !== badge.text)) {
    return fault('two-badges', 'Under the name of Open Badges 2 there is another badge');
  }
  const notes = badges.flatMap(({ notes: own = [] }) => own);
  return noted(badge, badges.length < reads.length ? [...notes, 'older-badge-beside'] : notes);
}

/** Where the name is the one of Open Badges 2, what does not say that it is of 3.0 is of 2. */
export function underOldName(read: Unbaked): Unbaked {
  const isThree = read.ok && generationOf(read.text) === 'credential';
  if (isThree) return noted(read, ['old-keyword']);
  const isNone = read.ok || read.reason === 'not-a-credential';
  return isNone ? fault('older-badge', 'It is under the name of Open Badges 1 and 2') : read;
}

/** There is a badge, or the address of one, that is not for us to read. */
export function isOlder(read: Unbaked): boolean {
  return !read.ok && (read.reason === 'older-badge' || read.reason === 'only-a-link');
}
