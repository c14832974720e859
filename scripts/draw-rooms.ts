/**
 * Draws the rooms of src/ and which imports which, from the imports themselves, into docs/images/:
 * `npx tsx scripts/draw-rooms.ts`. An arrow that follows from others is left out.
 */
import { writeFile } from 'node:fs/promises';
import { instance } from '@viz-js/viz';
import { cruise } from 'dependency-cruiser';

/** Room → the rooms whose files it imports. */
type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

const PICTURES = [
  { file: 'docs/images/rooms.svg', folder: 'src' },
  { file: 'docs/images/rooms-of-the-core.svg', folder: 'src/credentials' },
];

/** Each picture as it should be: its file and its text. */
export async function drawRooms(): Promise<ReadonlyMap<string, string>> {
  const graphviz = await instance();
  const drawn = new Map<string, string>();
  for (const { file, folder } of PICTURES) {
    const dot = dotOf(withoutDetours(await arrowsIn(folder)));
    drawn.set(file, graphviz.renderString(dot, { format: 'svg' }));
  }
  return drawn;
}

async function arrowsIn(folder: string): Promise<Arrows> {
  const { output } = await cruise([folder], {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  });
  if (typeof output === 'string') throw new Error(output);
  const arrows = new Map<string, Set<string>>();
  for (const { source, dependencies } of output.modules) {
    const from = roomOf(source, folder);
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved, folder);
      if (from === undefined || to === undefined || from === to) continue;
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  }
  return arrows;
}

/** Files at the top are entry points of src/, and in the core what all of it may import: in neither a room. */
function roomOf(path: string, folder: string): string | undefined {
  const [room, ...inside] = path.startsWith(`${folder}/`)
    ? path.slice(folder.length + 1).split('/')
    : [];
  return inside.length === 0 ? undefined : room;
}

/** Without the arrows between rooms that a longer way connects too. */
function withoutDetours(arrows: Arrows): Arrows {
  const reach = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const queue = [...(arrows.get(from) ?? [])];
    for (let room = queue.pop(); room !== undefined; room = queue.pop()) {
      if (seen.has(room)) continue;
      seen.add(room);
      queue.push(...(arrows.get(room) ?? []));
    }
    return seen;
  };
  return new Map(
    [...arrows].map(([from, to]) => [
      from,
      new Set([...to].filter((one) => ![...to].some((other) => reach(other).has(one)))),
    ]),
  );
}

function dotOf(arrows: Arrows): string {
  const lines = [...arrows]
    .flatMap(([from, to]) => [...to].map((one) => `  "${from}" -> "${one}";`))
    .toSorted();
  return [
    'digraph rooms {',
    '  bgcolor="white"; rankdir=TB; nodesep=0.35; ranksep=0.45;',
    '  node [shape=box, style="rounded,filled", fillcolor="#f2efe9", color="#5b5346", fontname="sans-serif", fontsize=13, margin="0.28,0.1"];',
    '  edge [color="#5b5346", arrowsize=0.7];',
    ...lines,
    '}',
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  for (const [file, text] of await drawRooms()) await writeFile(file, text);
}
