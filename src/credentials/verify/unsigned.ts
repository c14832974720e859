/** A credential that somebody else wrote, read before it is signed. */
import { z } from 'zod';
import { checkContext } from './checks/context.ts';
import { checkFormat } from './checks/format.ts';
import { checkSchema } from './checks/schema.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/urls.ts';
import { DATA_INTEGRITY_V1, DATA_INTEGRITY_V2 } from '../contexts/urls.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import { kindOf } from '../read/kinds.ts';
import { type VcdmCredential, vcdmCredential } from '../schemas/vcdm-schema.ts';
import type { Check, Note, Verification, VerifyOptions } from '../verification.ts';

export interface UnsignedCredential {
  readonly kind: NonNullable<Verification['kind']>;
  readonly document: JsonObject & { readonly '@context': readonly unknown[] };
  readonly credential: VcdmCredential;
}

export type ReadUnsigned =
  | { readonly ok: true; readonly unsigned: UnsignedCredential }
  /** The first check that did not pass, and where the document departs from its standard, if it does. */
  | { readonly ok: false; readonly check: Check; readonly notes?: readonly Note[] };

const contexts = z.array(z.unknown());

/**
 * The road of a verification up to the signature: what we would not believe, we do not sign.
 * `input`: JSON text, or what was parsed from it. Never throws.
 */
export function readUnsigned(input: unknown, options: VerifyOptions): ReadUnsigned {
  const { check: format, received } = checkFormat(input);
  if (!received) return { ok: false, check: format };
  const { document, jwt } = received;
  if (jwt) return { ok: false, check: { ...format, outcome: 'fail', detail: 'It is signed' } };
  const kind = kindOf(document, options);
  const context = checkContext(document, kind);
  const fault = context.notes.find(({ must }) => must);
  const isFit = context.check.outcome === 'pass' || context.check.outcome === 'warn';
  if (!isFit) return { ok: false, check: context.check };
  if (fault) return { ok: false, check: { ...context.check, outcome: 'fail' }, notes: [fault] };
  // Tolerant when read, strict when written: what departs from the standard is not signed.
  const { check: schema, notes } = checkSchema(document, kind);
  const common = vcdmCredential.safeParse(document);
  if (notes.length > 0 || !common.success)
    return { ok: false, check: { ...schema, outcome: 'fail' }, notes };
  const credential = common.data;
  const urls = contexts.parse(document['@context']);
  return {
    ok: true,
    unsigned: {
      kind: kind.name,
      document: { ...document, '@context': withProofTerms(urls) },
      credential,
    },
  };
}

/** VCDM 1.1 has no words for a Data Integrity proof in its own context. */
function withProofTerms(urls: readonly unknown[]): readonly unknown[] {
  const hasThem = urls.includes(DATA_INTEGRITY_V1) || urls.includes(DATA_INTEGRITY_V2);
  return urls[0] === CREDENTIALS_V1 && !hasThem ? [...urls, DATA_INTEGRITY_V2] : urls;
}

/** Whether it is of the version that has words for our status entry. */
export function canHaveStatus({ document }: UnsignedCredential): boolean {
  return document['@context'][0] === CREDENTIALS_V2;
}
