/** A credential of one version may carry the dates of the other: the narrowest span counts. */
import { describe, expect, it } from 'vitest';
import { checkDates } from '../../../src/credentials/verify/checks/dates.ts';
import type { VcdmCredential } from '../../../src/credentials/schemas/vcdm-schema.ts';
import { fullCredential, NOW } from '../support/issuer.ts';

type Dates = Pick<
  VcdmCredential,
  'validFrom' | 'validUntil' | 'issuanceDate' | 'expirationDate'
> & {
  /** When the JWT around it was made. */
  readonly issuedAt?: string;
};

const standingOf = ({ issuedAt, ...dates }: Dates) => {
  const { '@context': contexts, id, type, issuer: by, credentialSubject } = fullCredential;
  return checkDates(
    {
      ...{ '@context': [...contexts], id, type: [...type], issuer: by.id },
      credentialSubject: [{ id: credentialSubject.id }],
      ...dates,
    },
    NOW,
    issuedAt,
  );
};

const PAST = '2026-01-01T00:00:00Z';
const EARLIER = '2020-01-01T00:00:00Z';
const FUTURE = '2027-01-01T00:00:00Z';
/** The same moments, written with another zone: the text sorts otherwise. */
const FUTURE_ELSEWHERE = '2026-11-20T09:30:00-05:00';
const PAST_ELSEWHERE = '2026-11-20T14:30:00+05:00';

describe('the narrowest span', () => {
  it.each<[string, Dates, string, string | undefined]>([
    [
      'a later start of the older name',
      { validFrom: PAST, issuanceDate: FUTURE },
      'not-yet-valid',
      FUTURE,
    ],
    [
      'a later start of the newer name',
      { validFrom: FUTURE, issuanceDate: PAST },
      'not-yet-valid',
      FUTURE,
    ],
    ['two starts that have come', { validFrom: EARLIER, issuanceDate: PAST }, 'valid', undefined],
    [
      'an earlier end of the older name',
      { validUntil: FUTURE, expirationDate: PAST },
      'expired',
      PAST,
    ],
    [
      'an earlier end of the newer name',
      { validUntil: PAST, expirationDate: FUTURE },
      'expired',
      PAST,
    ],
    [
      'a start that is later in another zone',
      { validFrom: '2026-11-20T09:45:00Z', issuanceDate: FUTURE_ELSEWHERE },
      'not-yet-valid',
      FUTURE_ELSEWHERE,
    ],
    [
      'an end that is earlier in another zone',
      { validUntil: '2026-11-20T10:15:00Z', expirationDate: PAST_ELSEWHERE },
      'expired',
      PAST_ELSEWHERE,
    ],
    ['a JWT that is made later', { validFrom: PAST, issuedAt: FUTURE }, 'not-yet-valid', FUTURE],
    [
      'a JWT that was made before its start',
      { validFrom: FUTURE, issuedAt: PAST },
      'not-yet-valid',
      FUTURE,
    ],
    ['no date', {}, 'valid', undefined],
  ])('%s', (_, dates, standing, date) => {
    const result = standingOf(dates);
    expect(result.validity).toBe(standing);
    expect(result.check.date).toBe(date);
  });
});
