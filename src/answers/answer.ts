/** One of the three answers, as pages show it. */
import type { Verification } from '../credentials/verification.ts';
import { type Message, say } from '../language/message.ts';
import type { Icon, Tone } from './verdict/verdict.ts';

export interface Look {
  readonly tone: Tone;
  readonly icon: Icon | 'dash';
}

export interface Reply extends Look {
  /** In a few words; `isSite` where it is the name of one. */
  readonly answer: Message;
  readonly isSite?: boolean;
  readonly basis: readonly Message[];
  readonly notes?: readonly {
    readonly sentence: Message;
    readonly place: string;
    readonly rule: string;
  }[];
}

export interface Answer extends Reply {
  readonly number: 1 | 2 | 3;
  readonly question: Message;
}

/** An unknown issuer's right answers are neither praised nor doubted. */
export function lookOf({ summary }: Verification): Look {
  return summary.issuerKnown ? { tone: 'ok', icon: 'ok' } : { tone: 'other', icon: 'other' };
}

export const UNKNOWN = say('answer.unknown');
