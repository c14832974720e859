import type { VcdmCredential } from '../vcdm-schema.ts';
import type { Check } from '../verification.ts';

/** Evidence and related resources that are held by their digest. They are never fetched here. */
export function checkDigests({ evidence, relatedResource }: VcdmCredential): readonly Check[] {
  const held = [...(evidence ?? []), ...(relatedResource ?? [])].filter(
    ({ digestSRI, digestMultibase }) => (digestSRI ?? digestMultibase) !== undefined,
  );
  const lines = held.map((one) => `${one.id ?? '?'} ${one.digestSRI ?? one.digestMultibase ?? ''}`);
  return held.length === 0 ? [] : [{ ...digests, detail: lines.slice(0, 20).join('; ') }];
}

const digests: Omit<Check, 'detail'> = {
  id: 'digests',
  outcome: 'pass',
  sentence: {
    fr: 'Personne n’a pu changer les preuves sans que cela se voie.',
    en: 'Nobody can have changed the evidence unseen.',
  },
  explanation: {
    fr: 'Nous ne les avons pas ouvertes. Leur empreinte est dans le badge.',
    en: 'We have not opened it. Its digest is in the badge.',
  },
};
