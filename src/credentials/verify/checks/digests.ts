import type { ReadCredential } from '../../schemas/vcdm-schema.ts';
import type { Check } from '../../verification.ts';

/** Evidence and related resources that are held by their digest. They are never fetched here. */
export function checkDigests({ evidence, relatedResource }: ReadCredential): readonly Check[] {
  const held = [...(evidence ?? []), ...(relatedResource ?? [])].filter(
    ({ digestSRI, digestMultibase }) => (digestSRI ?? digestMultibase) !== undefined,
  );
  const lines = held.map((one) => `${one.id ?? '?'} ${one.digestSRI ?? one.digestMultibase ?? ''}`);
  return held.length === 0 ? [] : [{ ...digests, detail: lines.slice(0, 20).join('; ') }];
}

const digests: Omit<Check, 'detail'> = {
  id: 'digests',
  outcome: 'pass',
  code: 'check.digests.held',
  explanation: [{ code: 'check.digests.held.why' }],
};
