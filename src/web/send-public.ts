import type { Request, Response } from 'express';
import type { PublicDocument } from './public-documents.ts';

/**
 * A public document that others keep a copy of. Revalidated each time, since a revoked key or badge
 * must stop counting at once; the strong tag makes that a 304 without a body. Express would send the
 * whole again to a client that also says `no-cache`, as `fetch` does with `If-None-Match` (Fetch
 * §4.6): for an origin, that is no reason (RFC 9111 §5.2.1.4).
 */
export function sendPublic(
  req: Request,
  res: Response,
  type: string | (() => string),
  { tag, body }: PublicDocument,
): void {
  res.setHeader('Cache-Control', 'public, no-cache');
  res.setHeader('ETag', tag);
  if (knows(req, tag)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  res.setHeader('Content-Type', typeof type === 'string' ? type : type());
  res.setHeader('Content-Length', body.length);
  // To HEAD, node sends none of it.
  res.end(body);
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
export function sendCredential(req: Request, res: Response, document: PublicDocument): void {
  res.vary('Accept');
  const typeOf = () => {
    const type = req.accepts(CREDENTIAL_TYPES);
    return typeof type === 'string' ? type : 'application/vc';
  };
  sendPublic(req, res, typeOf, document);
}

function knows({ headers }: Request, tag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined || known === tag) return known !== undefined;
  return known.split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')));
}
