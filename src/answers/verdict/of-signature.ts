/** The verdict where the signature does not hold, or the file can be read in two ways. */
import type { Verification } from '../../credentials/verification.ts';
import { say, typed } from '../../language/message.ts';
import { sayUnchecked } from '../say-when.ts';
import { sayNamesake } from '../say-who.ts';
import { no, unknown, type Verdict } from './verdict.ts';

export function ofSignature(verification: Verification): Verdict | undefined {
  const { signature, standard } = verification.summary;
  if (standard === 'ambiguous') {
    return no('broken', say('verdict.ambiguous'), [
      say('answer.two-readings'),
      say('verdict.no-trust'),
    ]);
  }
  switch (signature) {
    case 'right':
      return undefined;
    case 'wrong':
      return no('broken', say('verdict.wrong'), [
        say('verdict.wrong-why'),
        say('verdict.no-trust'),
        say('verdict.ask-original'),
      ]);
    case 'none':
      return unsigned(verification);
    case 'unknown':
      return unknown(say('verdict.no-answer'), [
        sayUnchecked(verification),
        ...sayNamesake(verification),
      ]);
  }
}

function unsigned({ checks, issuer }: Verification): Verdict {
  const isOfOthers = checks.some(({ id, outcome }) => id === 'issuer-key' && outcome === 'fail');
  if (!isOfOthers) return no('broken', say('verdict.unsigned'), [say('verdict.no-trust')]);
  return no('alike', say('verdict.not-their-key'), [
    issuer ? say('verdict.not-key-of', { name: typed(issuer.name) }) : say('verdict.not-own-key'),
    say('verdict.no-trust-file'),
  ]);
}
