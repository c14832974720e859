import type { Request } from 'express';

const OURS = 'http://ours.invalid';

/**
 * A path of ours as somebody hands it in, with its query and fragment; undefined for whatever leads
 * elsewhere in some browser (`//host`, `/\\host`, `/.//host`), or is no path.
 */
export function ourPath(address: string): string | undefined {
  if (!/^\/(?![/\\])[!-~]*$/.test(address) || !URL.canParse(address, OURS)) return undefined;
  const { origin, pathname, search, hash } = new URL(address, OURS);
  const isOurs = origin === OURS && !pathname.startsWith('//');
  return isOurs ? `${pathname}${search}${hash}` : undefined;
}

/** Of our page from which a form was sent, with its query, as far as the browser tells. `publicUrl`: our origin. */
export function pathBefore(req: Pick<Request, 'get'>, publicUrl: string): string | undefined {
  const referer = req.get('referer') ?? '';
  if (!URL.canParse(referer)) return undefined;
  const { origin, pathname, search } = new URL(referer);
  return origin === publicUrl ? ourPath(`${pathname}${search}`) : undefined;
}
