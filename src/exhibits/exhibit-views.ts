/** What pages show of exhibits. */
import type { Exhibit } from '../storage/store.ts';
import { SMALL_FILE } from './send-picture.ts';

/** `at`: where its pictures are asked for. */
export function exhibitView({ id, words, small, pages, addedAt }: Exhibit, at: string) {
  const all = pages.map(({ width, height }, index) => ({
    ...{ width, height, number: index + 1 },
    href: `${at}/${id}/${index + 1}`,
  }));
  return {
    ...{ id, words, addedAt },
    src: `${at}/${id}/${SMALL_FILE}`,
    ...{ width: small.width, height: small.height },
    pages: all,
    more: all.slice(1),
  };
}

/** Of these, in their order, those that are there. */
export function inOrder(ids: readonly string[], found: readonly Exhibit[]): readonly Exhibit[] {
  const known = new Map(found.map((one) => [one.id, one]));
  return ids.flatMap((id) => known.get(id) ?? []);
}
