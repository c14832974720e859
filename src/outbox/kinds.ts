/** What a feature does for its letters; which kinds there are, `services.ts` lists. */
import type { Letter } from '../outside/mailer.ts';
import type { LetterRow } from '../storage/store.ts';

/**
 * `nobody` has this address. `withheld`: they got as many as they get. `late`: what it says is over,
 * or nearly. `needless`: it has arrived already, and served.
 */
export type PreparedLetter = Omit<Letter, 'id'> | 'nobody' | 'withheld' | 'late' | 'needless';

export interface LetterKind {
  /** Before each try, by whichever process has the letter: the same letter each time. */
  readonly prepare: (content: string, row: LetterRow) => Promise<PreparedLetter>;
  /** It has ended, and no server has seen it. */
  readonly giveBack: (row: LetterRow) => Promise<void>;
  /** It has ended, one way or the other. A process that dies before leaves it to whoever looks later. */
  readonly ended?: (row: LetterRow) => Promise<void>;
}

export type KindOfLetter = LetterRow['kind'] | NonNullable<LetterRow['notice']>;

export type LetterKinds = Readonly<Record<KindOfLetter, LetterKind>>;

export const kindOf = ({ kind, notice }: LetterRow): KindOfLetter => notice ?? kind;
