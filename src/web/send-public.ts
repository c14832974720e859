import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/**
 * A public document that others keep a copy of. Revalidated each time, since a revoked key or badge
 * must stop counting at once; the strong tag makes that a 304 without a body. Express would send the
 * whole again to a client that also says `no-cache`, as `fetch` does with `If-None-Match` (Fetch
 * §4.6): for an origin, that is no reason (RFC 9111 §5.2.1.4).
 */
export function sendPublic(req: Request, res: Response, type: string, body: string): void {
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  res.set({ 'Cache-Control': 'public, no-cache', ETag: tag });
  if (knows(req, tag)) res.status(304).end();
  else sendAs(res, type, body);
}

/**
 * Under exactly this media type. Express adds `charset=utf-8` to a text and to `application/json`;
 * JSON has no such parameter (RFC 8259 §11), and there are wallets that compare the whole header.
 */
export function sendAs(res: Response, type: string, body: string | Buffer): void {
  res.setHeader('Content-Type', type);
  res.send(typeof body === 'string' ? Buffer.from(body) : body);
}

/** The registered type first (VCDM 2.0 §C.1), then what clients ask for that read JSON alone. */
const CREDENTIAL_TYPES = ['application/vc', 'application/ld+json', 'application/json'];

/** A signed document of ours: the same bytes, whatever they are called. */
export function sendCredential(req: Request, res: Response, body: string): void {
  res.vary('Accept');
  const type = req.accepts(CREDENTIAL_TYPES);
  sendPublic(req, res, typeof type === 'string' ? type : 'application/vc', body);
}

function knows(req: Request, tag: string): boolean {
  const known = req.get('If-None-Match')?.split(',') ?? [];
  return known.some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')));
}
