import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it, test } from 'vitest';
import {
  type BadgeArt,
  createBadgeArtist,
  VARIANTS,
} from '../../../src/features/catalogue/draw-badge.ts';
import { OUTLINE, PALETTES } from '../../../src/badges/classes/palettes.ts';

const draw = createBadgeArtist('templates');

const KINDS = ['competence', 'realisation', 'apprentissage', 'engagement'] as const;
const LEVELS = [undefined, 1, 2, 3, 4] as const;
const LONG =
  'Je m’organise pour tenir mes engagements, niveau 3 : en autonomie, même quand ça change';

/** The badges of the network, as their definitions ask for them. */
const IN_USE: Readonly<Record<string, BadgeArt['kind']>> = {
  ...{ rays: 'apprentissage', blocks: 'competence', frame: 'engagement', trio: 'competence' },
  ...{ dialogue: 'competence', pocket: 'realisation', shapes: 'apprentissage' },
  ...{ tool: 'competence', quote: 'competence', coins: 'competence', customer: 'competence' },
  ...{ dome: 'realisation', choice: 'competence', chair: 'competence', screen: 'competence' },
  ...{ sun: 'engagement', check: 'competence', book: 'realisation', cutting: 'realisation' },
};

const signs = Object.entries(VARIANTS).flatMap(([objective, variants]) =>
  variants.map((variant) => ({ objective: Number(objective), variant })),
);
/** Every form and every level of one sign. */
const badgesOf = (sign: { objective: number; variant: string }) =>
  KINDS.flatMap((kind) =>
    LEVELS.map((level) => ({ ...sign, kind, title: LONG, ...(level && { level }) })),
  ).map((art: BadgeArt) => ({ art, svg: draw(art) }));

const trio = { kind: 'competence', objective: 2, variant: 'trio', title: 'Équipe' } as const;

const xml = (svg: string) => load(svg, { xml: { xmlMode: true, decodeEntities: false } });
/** Radii of the level dots, left to right. */
const dots = (svg: string) =>
  xml(svg)('circle[cy=214]')
    .toArray()
    .map(({ attribs }) => Number(attribs['r']));

describe.each(signs)('objective $objective, $variant, in each kind and level', (sign) => {
  const badges = badgesOf(sign);

  it('is one small well-formed SVG document with its name', () => {
    expect(badges).toHaveLength(20);
    for (const { svg } of badges) {
      const $ = xml(svg);
      expect($.xml()).toBe(svg);
      expect($('svg').attr()).toMatchObject({ viewBox: '0 0 256 256', role: 'img' });
      expect($('svg > title:first-child').text()).toBe(LONG);
    }
  });

  it('stays under 1.8 KB, whatever the title', () => {
    for (const { art } of badges) {
      const svg = draw({ ...art, title: "'".repeat(120) });
      expect(Buffer.byteLength(svg)).toBeLessThan(1843);
    }
  });

  it('draws no text, runs nothing, fetches nothing', () => {
    const drawn = ':not(svg, title, g, path, rect, circle)';
    for (const { svg } of badges) {
      expect(xml(svg)(drawn)).toHaveLength(0);
      const own = svg.replace('http://www.w3.org/2000/svg', '');
      expect(own).not.toMatch(/:\/\/|href|url\(|style|\bon\w+=/);
    }
  });

  it('takes its colours from the table', () => {
    const known = new Set(Object.values({ ...OUTLINE, ...PALETTES[sign.objective] }));
    for (const { svg } of badges) {
      const used = new Set(svg.match(/(?<=(?:fill|stroke)=")[^"]*/g));
      used.delete('none');
      expect(used).toEqual(known);
    }
  });

  it('shows its level by the size of four dots, on competences only', () => {
    for (const { art, svg } of badges) {
      const expected = [1, 2, 3, 4].map((step) => (step <= (art.level ?? 0) ? 15 : 5));
      expect(dots(svg)).toEqual(art.kind === 'competence' ? expected : []);
    }
  });
});

test('the badges in use are 19, pairwise different even in one form and without colours', () => {
  expect(signs.map(({ variant }) => variant).sort()).toEqual(Object.keys(IN_USE).sort());
  const real = signs.map((sign) =>
    draw({ ...sign, kind: IN_USE[sign.variant] ?? 'competence', title: 'x' }),
  );
  expect(new Set(real).size).toBe(19);
  const shapes = signs.map((sign) => draw({ ...sign, kind: 'realisation', title: 'x' }));
  expect(new Set(shapes.map((svg) => svg.replace(/#[0-9A-F]{6}/g, '#'))).size).toBe(19);
});

test('the four kinds have four outlines', () => {
  const outlines = KINDS.map((kind) => xml(draw({ ...trio, kind }))).map(($) =>
    $.xml($('title + *')),
  );
  expect(new Set(outlines).size).toBe(4);
});

describe('the title', () => {
  it('is escaped', () => {
    const title = '</title><script>alert("1")</script> & l\'autre';
    const svg = draw({ ...trio, title });
    expect(svg).not.toContain('<script');
    expect(load(svg, { xml: true })('title').text()).toBe(title);
  });

  it('loses the characters that XML refuses', () => {
    expect(xml(draw({ ...trio, title: 'Je\u0000 pars\uD800\u0007.\n' }))('title').text()).toBe(
      'Je  pars .',
    );
  });

  it.each(['', ' \n', 'x'.repeat(121)])('is refused when empty or endless: %j', (title) => {
    expect(() => draw({ ...trio, title })).toThrow(/1 to 120 characters/);
  });
});

describe('what cannot be drawn', () => {
  it.each([0, 8, 1.5, NaN])('objective %d', (objective) => {
    expect(() => draw({ ...trio, objective })).toThrow(`No objective ${objective}`);
  });

  it.each(['', 'Trio', 'rays', 'constructor', '../badge'])('sign %j', (variant) => {
    expect(() => draw({ ...trio, variant })).toThrow(
      `No sign "${variant}" for objective 2: there are frame, trio, dialogue`,
    );
  });

  it.each([0, -1, 5, 2.5, NaN])('level %d', (level) => {
    expect(() => draw({ ...trio, level })).toThrow(/No level .*there are 1 to 4/);
  });

  it('anything, from a folder without our templates', () => {
    const empty = mkdtempSync(join(tmpdir(), 'art-'));
    expect(() => createBadgeArtist(empty)).toThrow(/catalogue/);
  });
});
