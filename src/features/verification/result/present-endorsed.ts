import type { Tone } from '../../../answers/verdict/verdict.ts';
import type { Standing, Verification } from '../../../credentials/verify/verify.ts';
import { type Message, say } from '../../../language/message.ts';
import { type Here, namesHere } from './names-here.ts';
import { imageOf, pathOf } from './what-it-says.ts';

interface Shown {
  readonly tone: Tone;
  readonly standing: Message;
}

const STANDINGS: Readonly<Record<Standing, Shown>> = {
  valid: { tone: 'ok', standing: say('verdict.authentic') },
  revoked: { tone: 'no', standing: say('verdict.revoked') },
  suspended: { tone: 'unk', standing: say('verdict.suspended') },
  expired: { tone: 'unk', standing: say('verdict.expired') },
  'not-yet-valid': { tone: 'unk', standing: say('verdict.early') },
  unknown: { tone: 'unk', standing: say('verdict.standing-unknown') },
};

/** The badge that a confirmation is about, as it stands by itself. */
export function presentEndorsed({ endorsed, summary }: Verification, here: Here) {
  if (!endorsed || !summary.issuerKnown) return undefined;
  const { credential, standing } = endorsed;
  const { id = '', name, inLanguage: language } = credential;
  return {
    name,
    language,
    ...namesHere(credential, here),
    isRevoked: standing === 'revoked',
    ...STANDINGS[standing],
    image: imageOf(credential, here),
    href: pathOf(id, here),
  };
}
