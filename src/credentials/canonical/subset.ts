/**
 * Whatever the short way (`short-way.ts`) does not know for certain is left to jsonld and
 * rdf-canonize, which decide on it as if there were no short way. It never refuses anything itself.
 */
export class OutsideSubset extends Error {
  override readonly name = 'OutsideSubset';
}

export function outside(reason: string): never {
  throw new OutsideSubset(reason);
}
