/** A real database in which, when told to, somebody else acts right before a replacement. */
import type { Database } from '../../src/storage/store.ts';

type Act = () => Promise<unknown>;

export interface Interruptible {
  readonly database: Database;
  /** Before each of the next replacements in this collection, so many of them; never before its own. */
  readonly interrupt: (collection: string, times: number, act: Act) => void;
}

export function interruptible(database: Database): Interruptible {
  let interrupted: { readonly collection: string; left: number; readonly act: Act } | undefined;
  async function beforeReplacing(collection: string): Promise<void> {
    const now = interrupted;
    if (now?.collection !== collection) return;
    interrupted = undefined;
    await now.act();
    now.left -= 1;
    if (now.left > 0) interrupted = now;
  }
  return {
    database: {
      ...database,
      collection: (declaration) => {
        const port = database.collection(declaration);
        return {
          ...port,
          replace: async (document) => {
            await beforeReplacing(declaration.name);
            return port.replace(document);
          },
        };
      },
    },
    interrupt: (collection, times, act) => {
      interrupted = { collection, left: times, act };
    },
  };
}
