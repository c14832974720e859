/** Who signed: a name that we know, or the site, or the key. */
import type { Verification } from '../credentials/verification.ts';
import { type Message, say, site, typed } from '../language/message.ts';
import { lookOf, type Reply, UNKNOWN } from './answer.ts';
import { ofCore } from './of-core.ts';
import { sayFormerName, sayNamed, saySuspended, siteOf } from './say-who.ts';

/** The first answer. */
export function signature(verification: Verification): Reply {
  if (verification.summary.signature !== 'right') return unsigned(verification);
  const who = signatory(verification);
  return verification.namesake
    ? { tone: 'no', icon: 'alike', ...who, basis: [say('answer.of-another')] }
    : { ...lookOf(verification), ...who, basis: basisOf(verification) };
}

function signatory(verification: Verification): Pick<Reply, 'answer' | 'isSite'> {
  const { issuer } = verification;
  const host = siteOf(verification);
  if (issuer) return { answer: say('answer.kpa', { name: typed(issuer.name) }) };
  if (host === undefined) return { answer: say('answer.key-of-nobody') };
  return { answer: say('answer.site', { site: host }), isSite: true };
}

/** A KPA that signs nothing now signed this when it could. */
function basisOf(verification: Verification): readonly Message[] {
  return [publishedBy(verification), ...sayFormerName(verification), ...saySuspended(verification)];
}

function publishedBy(verification: Verification): Message {
  const host = siteOf(verification);
  if (host === undefined) return say('answer.key-within');
  return verification.issuer
    ? say('answer.key-published-by', { site: site(host) })
    : say('answer.key-published');
}

function unsigned(verification: Verification): Reply {
  const named = sayNamed(verification);
  switch (verification.summary.signature) {
    case 'unknown': {
      const why = keyCheck(verification, 'unknown') ?? say('answer.not-checked');
      return { tone: 'unk', icon: 'unk', answer: UNKNOWN, basis: [...named, why] };
    }
    case 'none': {
      const why = keyCheck(verification, 'fail') ?? say('answer.no-signature');
      const answer = say('answer.not-the-issuer');
      return { tone: 'no', icon: 'broken', answer, basis: [...named, why] };
    }
    default: {
      const basis = [...named, say('answer.key-differs')];
      return { tone: 'no', icon: 'broken', answer: UNKNOWN, basis };
    }
  }
}

/** What is said of the key, if that is why. */
function keyCheck({ checks }: Verification, outcome: 'unknown' | 'fail'): Message | undefined {
  const key = checks.find(({ id }) => id === 'issuer-key');
  return key?.outcome === outcome ? ofCore(key) : undefined;
}
