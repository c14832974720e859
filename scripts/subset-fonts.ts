/**
 * Draws the web fonts of the pages from the two published families: `npx tsx scripts/subset-fonts.ts`.
 * What it writes in assets/fonts/ is committed; run it again after a change of family or characters.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const published = new URL('../node_modules/@fontsource-variable/', import.meta.url);
const fonts = new URL('../assets/fonts/', import.meta.url);

/** ASCII and Latin-1, what French typography adds, and the ı of Yıldız (no other file has it). */
const FRENCH = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}Œœ‘’“”„«»–—…•€−ı\u2009`;
/** Names written with another Latin alphabet: Latin Extended-A, Romanian, Welsh, ẞ. */
const NAMES = `${range(0x100, 0x130)}${range(0x132, 0x17f)}ȘșȚțẀẁẂẃẄẅỲỳẞ`;

const READING = { min: 400, max: 700 };

interface Subset {
  readonly file: string;
  readonly from: string;
  readonly characters: string;
  readonly axes: Readonly<Record<string, number | { min: number; max: number }>>;
}

const subsets: readonly Subset[] = [
  { file: 'titles', from: bricolage('latin-wght'), characters: FRENCH, axes: { wght: 700 } },
  {
    file: 'titles-names',
    from: bricolage('latin-ext-wght'),
    characters: NAMES,
    axes: { wght: 700 },
  },
  { file: 'text', from: atkinson('latin-wght'), characters: FRENCH, axes: { wght: READING } },
  {
    file: 'text-names',
    from: atkinson('latin-ext-wght'),
    characters: NAMES,
    axes: { wght: READING },
  },
  // Atkinson has no zero without a slash, which reads badly in dates: this one, narrowed to
  // the width of Atkinson's figures, stands before it.
  {
    file: 'zero',
    from: bricolage('latin-wdth'),
    characters: '0',
    axes: { wdth: 86, wght: READING },
  },
];

await mkdir(fonts, { recursive: true });
for (const subset of subsets) await write(subset);
for (const family of ['atkinson-hyperlegible-next', 'bricolage-grotesque']) {
  await copyFile(new URL(`${family}/LICENSE`, published), new URL(`OFL-${family}.txt`, fonts));
}

async function write({ file, from, characters, axes }: Subset): Promise<void> {
  const woff2 = await subsetFont(await readFile(new URL(from, published)), characters, {
    targetFormat: 'woff2',
    keepFeatures: ['kern', 'ccmp', 'locl'],
    noHinting: true,
    variationAxes: axes,
  });
  await writeFile(new URL(`${file}.woff2`, fonts), woff2);
  process.stdout.write(`${file}.woff2 ${woff2.length} bytes\n`);
}

function range(first: number, last: number): string {
  const codes = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  return String.fromCodePoint(...codes);
}

function bricolage(part: string): string {
  return `bricolage-grotesque/files/bricolage-grotesque-${part}-normal.woff2`;
}

function atkinson(part: string): string {
  return `atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${part}-normal.woff2`;
}
