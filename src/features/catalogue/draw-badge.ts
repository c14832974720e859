/**
 * The badge images: SVG drawn from our own templates, no text in them, all made of squares and
 * quarter circles. Form tells the kind, colour the objective, sign the badge, dots the level.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
import { VARIANTS } from '../../badges/classes/drawings.ts';
import { OUTLINE, PALETTES } from '../../badges/classes/palettes.ts';

export interface BadgeArt {
  readonly kind: 'competence' | 'realisation' | 'apprentissage' | 'engagement';
  /** 1 to 7. */
  readonly objective: number;
  /** One of `VARIANTS[objective]`. */
  readonly variant: string;
  /** 1 to 4; absent for a badge class: four small dots. Only a competence shows its level. */
  readonly level?: number;
  /** What the image says where it cannot be seen: the name of the badge, and its level. */
  readonly title: string;
}

/**
 * A complete standalone SVG document, under 1.8 KB. Throws a RangeError for an unknown objective or
 * variant, for a competence's level outside 1 to 4, for a title that is empty or over 120 characters.
 */
export type DrawBadge = (art: BadgeArt) => string;

export { VARIANTS };

const LONGEST_TITLE = 120;
const DOTS = [65, 107, 149, 191] as const;
/** Where the middle of the sign is, in units from the top of the 256-unit square. */
const MIDDLE = { competence: 105, realisation: 128, apprentissage: 140, engagement: 128 } as const;

/**
 * Reads the templates of `catalogue/art` in the folder given, once.
 * Throws if one of `VARIANTS` or of the four forms has no template.
 */
export function createBadgeArtist(templates: string): DrawBadge {
  const folder = join(templates, 'catalogue', 'art');
  const engine = Handlebars.create();
  const names = ['forms', 'signs', 'variants'].flatMap((part) => register(engine, folder, part));
  const needed = [
    ...Object.keys(MIDDLE).map((kind) => `forms/${kind}`),
    ...Object.values(VARIANTS).flatMap((of) => of.map((variant) => `variants/${variant}`)),
  ];
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`No template in ${folder} for ${missing.join(', ')}`);
  const draw = engine.compile<object>(read(join(folder, 'badge.hbs')), { strict: true });
  return (art) => draw(describe(art));
}

function register(engine: typeof Handlebars, folder: string, part: string): string[] {
  const files = readdirSync(join(folder, part)).filter((file) => file.endsWith('.hbs'));
  return files.map((file) => {
    const name = `${part}/${basename(file, '.hbs')}`;
    engine.registerPartial(name, engine.compile(read(join(folder, part, file)), { strict: true }));
    return name;
  });
}

/** Without the comments and line breaks: they are for us, and each reader would download them. */
function read(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/\{\{!--.*?--\}\}/gs, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=^|[>}]) (?=$|[<{])/g, '')
    .trim();
}

/** What the templates need to know, once checked. */
function describe({ kind, objective, variant, level, title }: BadgeArt) {
  const palette = PALETTES[objective];
  if (!palette) throw new RangeError(`No objective ${objective}: there are 1 to 7`);
  const variants = VARIANTS[objective] ?? [];
  if (!variants.includes(variant)) {
    const known = variants.join(', ');
    throw new RangeError(`No sign "${variant}" for objective ${objective}: there are ${known}`);
  }
  const name = printable(title);
  if (name === '' || name.length > LONGEST_TITLE) {
    throw new RangeError(`The title of a badge image has 1 to ${LONGEST_TITLE} characters`);
  }
  return {
    ...OUTLINE,
    ...palette,
    title: name,
    form: `forms/${kind}`,
    variant: `variants/${variant}`,
    middle: MIDDLE[kind],
    /** The top edge of the tile, seen from the middle of the sign: the lamp hangs from it. */
    top: 20 - MIDDLE[kind],
    dots: kind === 'competence' ? dotsOf(level) : undefined,
  };
}

function dotsOf(level: number | undefined) {
  if (level !== undefined && ![1, 2, 3, 4].includes(level)) {
    throw new RangeError(`No level ${level}: there are 1 to 4`);
  }
  return DOTS.map((x, index) => ({ x, r: index < (level ?? 0) ? 15 : 5 }));
}

/** XML 1.0 section 2.2: control characters and lone surrogates may not occur, even escaped. */
function printable(title: string): string {
  return title.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ').trim();
}
