/** What the fields of stored documents are made of. */
import { z } from 'zod';

export const id = z.uuid();
export const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a SHA-256 in base64url');
export const instant = z.iso.datetime();
export const day = z.iso.date();
export const text = (most: number) => z.string().trim().min(1).max(most);
/** Says that we wrote the document, and nobody since (docs/adr/0019). */
export const mac = z.string().max(100);
