/** What strangers hand in costs the short way neither its memory nor its answers. */
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { isShortWayOpen, readGraph } from '../../../src/credentials/canonical/short-way.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../../../src/credentials/contexts/urls.ts';

/** An organisation of an organisation, and so on. */
function nested(depth: number): JsonObject {
  let organisation: JsonObject = { id: 'urn:top', type: 'Profile' };
  for (let at = 0; at < depth; at += 1) {
    organisation = { type: 'Profile', parentOrg: organisation };
  }
  return { '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3], id: 'urn:x', ...organisation };
}

it.runIf(isShortWayOpen())(
  'a document that is deeper than the stack is left to the libraries',
  async () => {
    expect(await readGraph(nested(20))).toBeDefined();
    expect(await readGraph(nested(50_000))).toBeUndefined();
  },
);

it.runIf(isShortWayOpen())(
  'reads what stands within its own kind once, at whatever depth',
  async () => {
    const within = (depth: number): object =>
      depth === 0
        ? { type: ['Achievement'], name: 'x' }
        : { type: ['AchievementSubject'], achievement: within(depth - 1) };
    const named = (depth: number): object =>
      depth === 0
        ? { id: 'urn:x:0', type: ['Achievement'], name: 'x' }
        : { id: `urn:x:${depth}`, type: ['AchievementSubject'], achievement: named(depth - 1) };
    // Twice at each of them, it would not end.
    for (const credentialSubject of [within(40), named(40)]) {
      const graph = await readGraph({
        '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        type: ['VerifiableCredential'],
        credentialSubject,
      });
      expect(graph?.quads.all.length).toBeGreaterThan(80);
    }
  },
);
