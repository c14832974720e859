/** The real application, in which somebody else acts right before a replacement, when told to. */
import type { Database } from '../../../src/storage/store.ts';
import { openTestDatabase } from './databases.ts';
import { createWorld } from '../world.ts';

type Act = () => Promise<unknown>;

/** `collection`; before how many of the next replacements in it; never before its own. */
type Interrupt = (collection: string, times: number, act: Act) => void;

export type InterruptibleWorld = Awaited<ReturnType<typeof createInterruptibleWorld>>;

export async function createInterruptibleWorld() {
  const opened = await openTestDatabase();
  const { database, interrupt } = interruptible(opened.database);
  const world = await createWorld({ database });
  return {
    ...world,
    interrupt,
    async destroy() {
      await world.destroy();
      await opened.destroy();
    },
  };
}

function interruptible(database: Database): {
  readonly database: Database;
  readonly interrupt: Interrupt;
} {
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
