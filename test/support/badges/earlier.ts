import { earlierTexts } from '../../../src/awards/earlier/earlier-texts.ts';
import type { Award, Store } from '../../../src/storage/store.ts';

/** What was signed of an award before, oldest first, with who put it aside, when and why. */
export async function earlierOf({ store }: { readonly store: Store }, award: Award) {
  const texts = [];
  for await (const { text, at, by, reason } of earlierTexts(store, award)) {
    texts.push({ text, at, by, reason });
  }
  return texts;
}
