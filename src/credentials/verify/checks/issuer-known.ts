import { messageOf } from '../../errors.ts';
import type { Check, KnownIssuer, Surroundings } from '../../verification.ts';

/** Not about the signature: whether the network vouches for the one who signed. */
export async function checkIssuerKnown(
  did: string,
  surroundings: Surroundings,
): Promise<{ readonly check: Check; readonly issuer?: KnownIssuer }> {
  try {
    const issuer = await surroundings.knownIssuer(did);
    if (!issuer) return { check: { ...stranger, detail: `${did} is not listed` } };
    return { check: { ...member, detail: `${did} is listed as ${issuer.name}` }, issuer };
  } catch (error) {
    return { check: { ...unlisted, detail: messageOf(error) } };
  }
}

const member: Omit<Check, 'detail'> = {
  id: 'issuer-known',
  outcome: 'pass',
  sentence: {
    fr: 'L’émetteur nommé fait partie du réseau.',
    en: 'The issuer that is named belongs to the network.',
  },
};

const stranger: Omit<Check, 'detail'> = {
  id: 'issuer-known',
  outcome: 'warn',
  sentence: {
    fr: 'Nous ne connaissons pas cet émetteur.',
    en: 'We do not know this issuer.',
  },
  explanation: {
    fr: 'Une signature juste ne dit pas qui est cet organisme.',
    en: 'A right signature does not say who this organisation is.',
  },
};

const unlisted: Omit<Check, 'detail'> = {
  id: 'issuer-known',
  outcome: 'unknown',
  sentence: {
    fr: 'Nous n’avons pas pu lire la liste du réseau.',
    en: 'We could not read the network’s list.',
  },
};
