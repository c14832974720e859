/**
 * RDF Dataset Canonicalization 1.0 §4.4, as far as the first degree: where each blank node differs
 * from every other by what is said of it, its hash alone decides on its name.
 */
import { type HashName, platform } from '../platform/platform.ts';
import { groundLine, type Name, type Quad, type Quads } from './quads.ts';
import { outside } from './subset.ts';

/** Canonical N-Quads. Throws `OutsideSubset` where two blank nodes look the same. */
export function canonicalForm(quads: Quads, algorithm: HashName): string {
  const labels = labelsOf(firstDegrees(quads, algorithm));
  const nameOf = (name: Name) => (typeof name === 'string' ? name : (labels[name] ?? ''));
  const lines = quads.all.map((quad) => groundLine(quad) ?? lineOf(quad, nameOf));
  return lines.sort().join('');
}

/** A node apart of which nothing is said, and which nothing names: no quad has it, and no label. */
const NOWHERE = '';

/** §4.4.3, step 4: by the number of the blank node. */
function labelsOf(hashes: readonly string[]): readonly string[] {
  const order = hashes.filter((hash) => hash !== NOWHERE).toSorted();
  if (order.some((one, at) => one === order[at + 1])) outside('blank nodes that look the same');
  const labels = new Map(order.map((one, at) => [one, `_:c14n${at}`]));
  return hashes.map((one) => labels.get(one) ?? '');
}

/** §4.6.3: the hash of what is said of each blank node, by its number. */
export function firstDegrees(quads: Quads, algorithm: HashName): readonly string[] {
  return mentionsOf(quads).map((mentions, blank) => {
    if (mentions.length === 0) return NOWHERE;
    const known = algorithm === 'SHA-256' ? quads.firstDegrees.get(blank) : undefined;
    return known ?? firstDegree(mentions, blank, algorithm);
  });
}

function firstDegree(mentions: readonly Quad[], blank: number, algorithm: HashName): string {
  const nameOf = (name: Name) => (typeof name === 'string' ? name : name === blank ? '_:a' : '_:z');
  const lines = mentions.map((quad) => lineOf(quad, nameOf));
  return platform.hexHash(algorithm, lines.sort().join(''));
}

/** The quads in which each blank node is, by its number. */
function mentionsOf({ all, blanks }: Quads): readonly (readonly Quad[])[] {
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
