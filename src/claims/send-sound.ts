/** A sound as it is answered, whole or in part (RFC 9110 §14): nothing runs where it came from, and nobody keeps it. */
import type { Request, Response } from 'express';
import type { BlobStore } from '../blobs/blob-store.ts';
import { say } from '../language/message.ts';
import { notFound } from '../problems/http-error.ts';
import type { ClaimSound } from '../storage/store.ts';

const HEADERS = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Content-Disposition': 'inline',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  // Safari plays nothing that it cannot ask for in parts.
  'Accept-Ranges': 'bytes',
};

/** Throws NOT_FOUND. */
export async function sendSound(
  req: Request,
  res: Response,
  blobs: BlobStore,
  { key, type }: ClaimSound,
): Promise<void> {
  const bytes = await blobs.get(key);
  if (!bytes) throw noSuchSound();
  res.set({ ...HEADERS, 'Content-Type': type });
  const ranges = req.range(bytes.length, { combine: true });
  const [range] = Array.isArray(ranges) ? ranges : [];
  if (ranges === -1) {
    res.set('Content-Range', `bytes */${bytes.length}`).status(416).end();
    return;
  }
  const part = range ? bytes.subarray(range.start, range.end + 1) : bytes;
  if (range) {
    res.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes.length}`).status(206);
  }
  res.send(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
}

export const noSuchSound = () => notFound(say('claim.sound-not-there'));
