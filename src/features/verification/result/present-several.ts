/** Several badges in one file: each with its own verdict and answers, in short. */
import { presentAnswers } from '../../../answers/present-answers.ts';
import { presentChecks } from '../../../answers/present-checks.ts';
import { sayNamesake } from '../../../answers/say-who.ts';
import { verdictOf } from '../../../answers/verdict/verdict-of.ts';
import type { Verification } from '../../../credentials/verify/verify.ts';
import { compareName } from './compare-name.ts';
import type { Here } from './names-here.ts';
import { presentHolder } from './present-holder.ts';
import { whatItSays } from './what-it-says.ts';

interface Asked extends Here {
  readonly checkedAt: string;
  readonly name?: string | undefined;
}

export function presentSeveral(verification: Verification, asked: Asked) {
  const { credentials = [] } = verification;
  return {
    several: credentials
      .toSorted((a, b) => weightOf(a) - weightOf(b))
      .map((one) => presentOne(one, asked)),
    ...(credentials.length === 0 && compareName(verification, asked.name)),
    presenter: presentHolder(verification),
    ...presentChecks(verification),
  };
}

/** Exceptions first, as everywhere. */
const weightOf = ({ summary }: Verification) =>
  ['no', 'unknown', 'yes'].indexOf(summary.authentic) * 2 + Number(summary.standing === 'valid');

function presentOne(one: Verification, asked: Asked) {
  return {
    verdict: verdictOf(one, { checkedAt: asked.checkedAt }),
    ...compareName(one, asked.name),
    calledOut: one.summary.signature === 'unknown' ? sayNamesake(one) : [],
    name: one.credential?.name ?? '',
    answers: presentAnswers(one),
    ...whatItSays(one, asked),
    ...presentChecks(one),
  };
}
