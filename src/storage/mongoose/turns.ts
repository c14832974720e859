/**
 * One replacement at a time per document, within this process. MongoDB needs no help to compare the
 * version and replace in one step; FerretDB 1.x does those as two, and would lose writes.
 */
export function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async function inTurn<R>(id: string, work: () => Promise<R>): Promise<R> {
    const turn = (last.get(id) ?? Promise.resolve()).then(work, work);
    last.set(id, turn);
    try {
      return await turn;
    } finally {
      if (last.get(id) === turn) last.delete(id);
    }
  };
}
