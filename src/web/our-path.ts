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
