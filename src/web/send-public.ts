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
  else res.type(type).send(body);
}

function knows(req: Request, tag: string): boolean {
  const known = req.get('If-None-Match')?.split(',') ?? [];
  return known.some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')));
}
