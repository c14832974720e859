/**
 * RDF Dataset Canonicalization 1.0 §4.4, as far as the first degree: where each blank node differs
 * from every other by what is said of it, its hash alone decides on its name.
 */
import { type HashName, platform } from '../platform/platform.ts';
import type { Name, Quad, Quads } from './quads.ts';
import { outside } from './subset.ts';

/** Canonical N-Quads. Throws `OutsideSubset` where two blank nodes look the same. */
export function canonicalForm({ all, blanks }: Quads, algorithm: HashName): string {
  const labels = labelsOf(all, blanks, algorithm);
  const nameOf = (name: Name) => (typeof name === 'string' ? name : (labels[name] ?? ''));
  const lines = all.map((quad) => quad.line ?? lineOf(quad, nameOf));
  return lines.sort().join('');
}

/** A node apart of which nothing is said, and which nothing names: no quad has it, and no label. */
const NOWHERE = '';

/** By the number of the blank node. */
function labelsOf(all: readonly Quad[], blanks: number, algorithm: HashName): readonly string[] {
  const hashes = mentionsOf(all, blanks).map((quads, blank) => {
    const nameOf = (name: Name) =>
      typeof name === 'string' ? name : name === blank ? '_:a' : '_:z';
    if (quads.length === 0) return NOWHERE;
    // §4.6.3.
    const lines = quads.map((quad) => lineOf(quad, nameOf));
    return platform.hexHash(algorithm, lines.sort().join(''));
  });
  const order = hashes.filter((hash) => hash !== NOWHERE).toSorted();
  if (order.some((one, at) => one === order[at + 1])) outside('blank nodes that look the same');
  const labels = new Map(order.map((one, at) => [one, `_:c14n${at}`]));
  return hashes.map((one) => labels.get(one) ?? '');
}

/** The quads in which each blank node is, by its number. */
function mentionsOf(all: readonly Quad[], blanks: number): readonly (readonly Quad[])[] {
  const mentions: Quad[][] = Array.from({ length: blanks }, () => []);
  for (const quad of all) {
    const { subject, object, graph } = quad;
    if (typeof subject === 'number') mentions[subject]?.push(quad);
    if (typeof object === 'number' && object !== subject) mentions[object]?.push(quad);
    if (graph !== undefined && graph !== subject && graph !== object) mentions[graph]?.push(quad);
  }
  return mentions;
}

function lineOf({ subject, predicate, object, graph }: Quad, nameOf: (name: Name) => string) {
  const line = nameOf(subject) + predicate + nameOf(object);
  return graph === undefined ? `${line} .\n` : `${line} ${nameOf(graph)} .\n`;
}
