/** A picture of an exhibit, as it is answered: nothing runs where it came from, and nobody keeps it. */
import type { Response } from 'express';
import type { BlobStore } from '../blobs/blob-store.ts';
import { say } from '../language/message.ts';
import { notFound } from '../problems/http-error.ts';
import type { Exhibit } from '../storage/store.ts';

/** In its address: the small one; its pages are numbers. */
export const SMALL_FILE = 'petite';

/** Undefined of one that it has not. */
function pictureOf({ pages, small }: Exhibit, file: string) {
  if (file === SMALL_FILE) return small;
  return /^[1-9]$/.test(file) ? pages[Number(file) - 1] : undefined;
}

const HEADERS = {
  'Content-Type': 'image/jpeg',
  // Also where somebody opens it by itself, as a page of our origin.
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Content-Disposition': 'inline; filename="image.jpg"',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
};

/** Throws NOT_FOUND. */
export async function sendPicture(
  res: Response,
  blobs: BlobStore,
  exhibit: Exhibit,
  file: string,
): Promise<void> {
  const picture = pictureOf(exhibit, file);
  const bytes = picture && (await blobs.get(picture.key));
  if (!bytes) throw noSuchExhibit();
  res.set(HEADERS).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

export const noSuchExhibit = () => notFound(say('exhibit.not-there'));
