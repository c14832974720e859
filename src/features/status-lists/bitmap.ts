/** A list of ours, read back. Its bits are only ever set, never cleared (docs/adr/0013). */
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const dates = z.object({ validFrom: z.string(), validUntil: z.string().optional() });
const published = dates.extend({
  credentialSubject: z.object({ encodedList: z.string().startsWith('u') }),
  proof: z.array(z.object({ verificationMethod: z.string() })).min(1),
});

export interface PublishedList {
  readonly revoked: ReadonlySet<number>;
  /** The verification methods of its proofs. */
  readonly signedBy: readonly string[];
  readonly validFrom: string;
  readonly validUntil: string | undefined;
}

/** `size`: entries. Throws for a text that is no list of that size. */
export function readPublished(credential: string, size: number): PublishedList {
  const { credentialSubject, proof, validFrom, validUntil } = published.parse(
    JSON.parse(credential),
  );
  const packed = Buffer.from(credentialSubject.encodedList.slice(1), 'base64url');
  const bits = gunzipSync(packed, { maxOutputLength: size / 8 });
  return {
    revoked: new Set(indexesIn(bits)),
    signedBy: proof.map(({ verificationMethod }) => verificationMethod),
    validFrom,
    validUntil,
  };
}

/** Without its bits, which take longer. Throws for a text that is no list. */
export function readDates(credential: string): z.infer<typeof dates> {
  return dates.parse(JSON.parse(credential));
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
