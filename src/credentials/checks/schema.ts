import type { JsonObject } from '../json-object.ts';
import { securedCredential, type SecuredCredential } from '../schema.ts';
import { describeIssues } from '../schema-parts.ts';
import type { Check } from '../verification.ts';

export function checkSchema(document: JsonObject): {
  readonly check: Check;
  readonly credential?: SecuredCredential;
} {
  const read = securedCredential.safeParse(document);
  if (read.success) return { check: complete, credential: read.data };
  return { check: { ...incomplete, detail: describeIssues(read.error) } };
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
