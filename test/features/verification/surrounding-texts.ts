/** The surroundings of the core’s tests, as texts. */
import type { SurroundingTexts } from '../../../src/features/verification/surroundings.ts';
import type { DidResolution, TextFetch } from '../../../src/credentials/verify/verify.ts';
import { surroundings } from '../../credentials/support/issuer.ts';

export const found = (document: unknown): TextFetch => ({
  outcome: 'found',
  text: JSON.stringify(document),
});

const asText = (fetched: DidResolution): TextFetch =>
  fetched.outcome === 'found' ? found(fetched.document) : fetched;

export function createSurroundingTexts(changes: Partial<SurroundingTexts> = {}): SurroundingTexts {
  const world = surroundings();
  return {
    resolveDid: async (did) => asText(await world.resolveDid(did)),
    fetchStatusList: async (url) => asText(await world.fetchStatusList(url)),
    refresh: () => Promise.resolve({ outcome: 'not-found', detail: 'none' }),
    endorsed: () => Promise.resolve({ outcome: 'not-found', detail: 'none' }),
    newestSeen: (_url, { at }) => Promise.resolve(at),
    namesake: () => Promise.resolve(undefined),
    knownIssuer: (did) => world.knownIssuer(did),
    ...changes,
  };
}
