/**
 * The golden badge, and others like it: 5.5 KB, 93 quads, an embedded endorsement with a proof of
 * its own. Its keys are lost, as they should be; it is signed anew with keys of the benchmark.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Credential } from '../../src/credentials/write/model.ts';

const FOLDER = 'test/golden/2026-11-26';

/** Two days after it was made. */
export const NOW = new Date('2026-11-28T12:00:00Z');
export const HOLDER = 'Awa Diallo';
const OUR_HOST = 'badges.example';
const FOREIGN_HOST = 'foreign.example';
const didAt = (host: string) => `did:web:${host}:k:hauts-pres`;
export const OUR_DID = didAt(OUR_HOST);
export const FOREIGN_DID = didAt(FOREIGN_HOST);

const unsigned = z.looseObject({
  '@context': z.array(z.unknown()),
  id: z.string(),
  issuer: z.looseObject({ id: z.string() }),
  validFrom: z.string(),
  validUntil: z.string(),
  credentialSubject: z.looseObject({ id: z.string() }),
});

export type Unsigned = z.infer<typeof unsigned>;
export interface GoldenBadge {
  readonly badge: Unsigned;
  readonly endorsement: Unsigned;
}

const withoutProof = z.looseObject({ proof: z.unknown() }).transform(({ proof, ...rest }) => rest);
const whole = withoutProof.pipe(
  z.looseObject({ endorsement: z.tuple([withoutProof.pipe(unsigned)]) }),
);
const text = readFileSync(join(FOLDER, 'badge.json'), 'utf8');

/** Of nobody yet: its own id, and another subject. `host`: where its issuer is at home. */
export function freshBadge(host = OUR_HOST): GoldenBadge {
  const fresh = text
    .replaceAll('5f0c1d2e-8a4b-4c6d-9e1f-2a3b4c5d6e7f', randomUUID())
    .replaceAll('243e8162-3b46-4b29-9ed7-96fae4c4a6ef', randomUUID())
    .replaceAll('ef14ee7c-24bf-46c8-934e-032b974fb71c', randomUUID())
    .replaceAll(OUR_HOST, host);
  const { endorsement, ...badge } = whole.parse(JSON.parse(fresh));
  return { badge: unsigned.parse(badge), endorsement: endorsement[0] };
}

export const freshForeignBadge = (): GoldenBadge => freshBadge(FOREIGN_HOST);

/** As the service builds it: the golden badge was its own. */
export const asBuilt = ({ badge }: GoldenBadge): Credential =>
  z.custom<Credential>((value) => value === badge).parse(badge);
