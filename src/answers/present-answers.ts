/** The three answers, always in one order, under one question each (docs/adr/0025). */
import type { Verification } from '../credentials/verification.ts';
import { say } from '../language/message.ts';
import type { Answer } from './answer.ts';
import { signature } from './present-signature.ts';
import { standard } from './present-standard.ts';
import { standing } from './present-standing.ts';

export function presentAnswers(verification: Verification): readonly [Answer, Answer, Answer] {
  return [
    { number: 1, question: say('answer.who-signed'), ...signature(verification) },
    { number: 2, question: say('answer.follows-standard'), ...standard(verification) },
    { number: 3, question: say('answer.still-valid'), ...standing(verification) },
  ];
}
