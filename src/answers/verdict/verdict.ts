/** How a verification reads to somebody who has ten seconds: one verdict. */
import type { Message } from '../../language/message.ts';

/** `other`: right, and not ours. `neutral`: an answer that is neither good nor bad. */
export type Tone = 'ok' | 'other' | 'no' | 'unk' | 'neutral';
/** Told by its shape before its colour: one for each kind of answer. */
export type Icon = 'ok' | 'other' | 'alike' | 'broken' | 'no' | 'unk' | 'pen' | 'sheets';

export interface Verdict {
  /** What we could not check, and a name that may be misspelt, never look like a failure. */
  readonly tone: Tone;
  readonly icon: Icon;
  readonly title: Message;
  readonly lines: readonly Message[];
  /** The same in the past tense: paper does not know what happens next. */
  readonly printTitle?: Message;
}

export function no(icon: Icon, title: Message, lines: readonly Message[]): Verdict {
  return { tone: 'no', icon, title, lines };
}

export function unknown(title: Message, lines: readonly Message[]): Verdict {
  return { tone: 'unk', icon: 'unk', title, lines };
}
