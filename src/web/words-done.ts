/** What became of words that a person typed, told to the page to which they are led. */
import type { Request } from 'express';

/** The query to lead with: nothing where there was nothing before either. */
export function doneWith(id: string, words: string | undefined, before: string | undefined) {
  if (words !== undefined) return `?garde=${id}`;
  return before === undefined ? '' : `?enleve=${id}`;
}

/** Whether the query tells of these words as they are now: it may be an old one. */
export function isDone({ query }: Request, id: string, words: string | undefined): boolean {
  return query[words === undefined ? 'enleve' : 'garde'] === id;
}
