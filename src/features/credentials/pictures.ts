/** The picture of an award, as SVG and as PNG: the same for all awards of a class and level. */
import { Resvg } from '@resvg/resvg-js';
import { LRUCache } from 'lru-cache';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award } from '../../storage/store.ts';
import { artOf } from '../../badges/badge-art.ts';
import { languageOfAward } from '../../badges/present-award.ts';

export interface PictureServices {
  readonly definitions: Definitions;
  readonly drawBadge: (art: ReturnType<typeof artOf>) => string;
}

export interface Pictures {
  svg(award: Award): Uint8Array;
  png(award: Award): Uint8Array;
}

/** Sharp on paper at 4 cm, and under 30 KB. */
const WIDTH = 512;
/** Some 20 classes of 1 to 5 drawings each; drawing one as PNG takes 10 ms. */
const KEPT = 300;

export function createPictures({ definitions, drawBadge }: PictureServices): Pictures {
  const kept = new LRUCache<string, Uint8Array>({ max: KEPT });

  function svgOf(award: Award): string {
    const { badgeClass, badgeVersion, level } = award;
    // Its title is in the language of what is signed in it.
    const signed = definitions.in(languageOfAward(award));
    const badge = signed.findBadgeClass(badgeClass, badgeVersion);
    if (!badge) throw new Error(`No badge class ${badgeClass} version ${badgeVersion}`);
    return drawBadge(artOf(badge, level));
  }

  return {
    svg: (award) => new TextEncoder().encode(svgOf(award)),
    png(award) {
      const svg = svgOf(award);
      // By the drawing itself: a new version of the templates is a new picture.
      const known = kept.get(svg);
      if (known) return known;
      const png = rasterise(svg);
      kept.set(svg, png);
      return png;
    },
  };
}

/** There is no text in our drawings: no font is needed, and none of the system is read. */
function rasterise(svg: string): Uint8Array {
  const fitTo = { mode: 'width', value: WIDTH } as const;
  return new Resvg(svg, { fitTo, font: { loadSystemFonts: false } }).render().asPng();
}
