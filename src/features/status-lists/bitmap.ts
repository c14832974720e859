/** A list of ours, read back. Its bits are only ever set, never cleared (docs/adr/0013). */
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { ListSpan } from './list-dates.ts';

const head = z.object({
  id: z.string(),
  validFrom: z.string(),
  validUntil: z.string().optional(),
  proof: z.array(z.object({ verificationMethod: z.string() })).min(1),
});
const published = head.extend({
  credentialSubject: z.object({ encodedList: z.string().startsWith('u') }),
});

/** What a list says without its bits, which take longer to read. */
export interface ListHead extends ListSpan {
  /** Where it was begun. */
  readonly address: string;
  /** The verification methods of its proofs. */
  readonly signedBy: readonly string[];
}

export interface PublishedList extends ListHead {
  readonly revoked: ReadonlySet<number>;
}

/** `size`: entries. Throws for a text that is no list of that size. */
export function readPublished(credential: string, size: number): PublishedList {
  const { credentialSubject, ...rest } = published.parse(JSON.parse(credential));
  const packed = Buffer.from(credentialSubject.encodedList.slice(1), 'base64url');
  const bits = gunzipSync(packed, { maxOutputLength: size / 8 });
  return { ...headOf(rest), revoked: new Set(indexesIn(bits)) };
}

/** Throws for a text that is no list. */
export const readHead = (credential: string): ListHead =>
  headOf(head.parse(JSON.parse(credential)));

function headOf({ id, proof, validFrom, validUntil }: z.infer<typeof head>): ListHead {
  const signedBy = proof.map(({ verificationMethod }) => verificationMethod);
  return { address: id, validFrom, validUntil, signedBy };
}

/** The first entry is the most significant bit of the first byte (Bitstring Status List 1.0 §3.3). */
function* indexesIn(bits: Uint8Array): Generator<number> {
  for (const [at, byte] of bits.entries()) {
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) {
      if ((byte & (0x80 >> bit)) !== 0) yield at * 8 + bit;
    }
  }
}
