import { findLocalDidMethod } from './did-methods/local-did-methods.ts';
import { messageOf } from '../errors.ts';
import type { DidResolution, Surroundings } from '../surroundings.ts';

export type Resolve = (controller: string) => Promise<DidResolution>;

/** Asks outside at most once per controller, and never throws. */
export function createResolver(surroundings: Surroundings): Resolve {
  const asked = new Map<string, Promise<DidResolution>>();
  return (controller) => {
    const known = asked.get(controller) ?? resolve(controller, surroundings);
    asked.set(controller, known);
    return known;
  };
}

async function resolve(controller: string, surroundings: Surroundings): Promise<DidResolution> {
  try {
    const local = findLocalDidMethod(controller);
    if (local) return { outcome: 'found', document: local.documentOf(controller) };
    if (/^(did:web:|https:)/.test(controller)) return await surroundings.resolveDid(controller);
    return { outcome: 'unreachable', detail: `${controller}: no way known to resolve it` };
  } catch (error) {
    return { outcome: 'unreachable', detail: messageOf(error) };
  }
}
