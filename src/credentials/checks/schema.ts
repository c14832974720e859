import type { JsonObject } from '../json-object.ts';
import type { CredentialKind, KindReading } from '../kinds.ts';
import { describeIssues } from '../schema-parts.ts';
import { type VcdmCredential, vcdmCredential } from '../vcdm-schema.ts';
import type { Check } from '../verification.ts';

export interface ReadCredential {
  readonly credential: VcdmCredential;
  readonly of: Extract<KindReading, { ok: true }>;
}

export function checkSchema(
  document: JsonObject,
  kind: CredentialKind,
): { readonly check: Check; readonly read?: ReadCredential } {
  // The fuller schema speaks first: it says what a badge lacks in the badge's own words.
  const of = kind.read(document);
  if (!of.ok) return { check: { ...incomplete, detail: of.detail } };
  const common = vcdmCredential.safeParse(document);
  if (!common.success) return { check: { ...incomplete, detail: describeIssues(common.error) } };
  return { check: complete, read: { credential: common.data, of } };
}

const complete: Check = {
  id: 'schema',
  outcome: 'pass',
  sentence: {
    fr: 'Le badge dit tout ce qu’il doit dire.',
    en: 'The badge says all that it must.',
  },
  detail: 'The members that Open Badges 3.0 requires are there',
};

const incomplete: Omit<Check, 'detail'> = {
  id: 'schema',
  outcome: 'fail',
  sentence: {
    fr: 'Il manque au badge une information obligatoire.',
    en: 'The badge lacks something it must say.',
  },
  explanation: {
    fr: 'Le fichier est incomplet, ou ce n’est pas un Open Badge 3.0.',
    en: 'The file is incomplete, or not an Open Badge 3.0.',
  },
};
