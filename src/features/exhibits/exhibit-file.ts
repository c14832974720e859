/** The file of a form that adds an exhibit, and what is asked of whoever is on it. */
import type { Request } from 'express';
import { say } from '../../language/message.ts';
import { isTooLarge } from '../../web/files/upload.ts';

export const MOST_MEGABYTES = 15;

export const CONSENTS = [
  { value: 'nobody', label: say('exhibit.consent.nobody') },
  { value: 'written', label: say('exhibit.consent.written') },
] as const;

/** The file, or what to say instead. */
export function fileIn(req: Request) {
  if (isTooLarge(req)) return say('exhibit.too-large', { most: MOST_MEGABYTES });
  const bytes = req.file?.buffer;
  return bytes && bytes.length > 0 ? bytes : say('exhibit.choose-file');
}
