/** The journal of acts, as the storage writes it (docs/adr/0037). */
import type { Custody } from '../keys/custody.ts';
import type { NoteTaker } from '../storage/store.ts';
import type { JournalAct } from './acts.ts';
import { ACTS } from './acts-of.ts';
import { createAppender } from './append.ts';
import { writeLine } from './lines.ts';

export interface Journal extends NoteTaker {
  readonly folder: string;
  /** Resolves once the act is on the disk. */
  readonly write: (act: JournalAct) => Promise<void>;
}

interface Parts {
  readonly folder: string;
  readonly custody: Pick<Custody, 'mac'>;
  readonly clock: () => Date;
}

export function createJournal({ folder, custody, clock }: Parts): Journal {
  const appender = createAppender(folder, clock);
  const write = async (act: JournalAct) => appender.append(await writeLine(custody, clock(), act));
  return {
    folder,
    write,
    isFor: (collection) => ACTS.has(collection),
    async note(collection, kind, document) {
      const act = ACTS.get(collection)?.(document, kind);
      if (!act) return undefined;
      await write(act);
      // Of a document that is there already, what was noted before stands.
      if (kind === 'replace') return undefined;
      return { refused: () => write(refusalOf(act, document.id)) };
    },
    check: () => appender.check(),
  };
}

/** A badge may be refused one entry, and get another. */
function refusalOf(act: JournalAct, id: string): JournalAct {
  if (act.act !== 'entry') return { act: 'refused', id };
  return { act: 'refused', id, list: act.list, index: act.index };
}
