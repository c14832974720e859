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
    fr: 'Les documents liés ont une empreinte signée.',
    en: 'The linked documents have a signed digest.',
  },
  explanation: {
    fr: 'Nous ne les avons pas ouverts. L’empreinte montrerait un échange.',
    en: 'We have not opened them. The digest would show a swap.',
  },
};
