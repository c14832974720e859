/** The picture of an award, in each format: the same for all awards of a class and level. */
import { Resvg } from '@resvg/resvg-js';
import { LRUCache } from 'lru-cache';
import type { Raster } from '../../credentials/formats/format.ts';
import type { ImageFormat } from '../../credentials/formats/formats.ts';
import type { Definitions } from '../../definitions/definitions.ts';
import type { Award } from '../../storage/store.ts';
import { artOf } from '../../badges/badge-art.ts';
import { languageOfAward } from '../../badges/present-award.ts';

export interface PictureServices {
  readonly definitions: Definitions;
  readonly drawBadge: (art: ReturnType<typeof artOf>) => string;
}

export type DrawPicture = (award: Award, format: ImageFormat) => Uint8Array;

/** Sharp on paper at 4 cm, and under 30 KB. */
const WIDTH = 512;
/** Some 20 classes of 1 to 5 drawings each; drawing one in pixels takes 10 ms. */
const KEPT = 300;

export function createPictures({ definitions, drawBadge }: PictureServices): DrawPicture {
  const kept = new LRUCache<string, Uint8Array>({ max: KEPT });

  function svgOf(award: Award): string {
    const { badgeClass, badgeVersion, level } = award;
    // Its title is in the language of what is signed in it.
    const signed = definitions.in(languageOfAward(award));
    const badge = signed.findBadgeClass(badgeClass, badgeVersion);
    if (!badge) throw new Error(`No badge class ${badgeClass} version ${badgeVersion}`);
    return drawBadge(artOf(badge, level));
  }

  return (award, format) => {
    const svg = svgOf(award);
    // By the drawing itself: a new version of the templates is a new picture.
    const name = `${format.id} ${svg}`;
    const known = kept.get(name);
    if (known) return known;
    const picture = format.draw({ svg, raster: () => rasterise(svg) });
    kept.set(name, picture);
    return picture;
  };
}

/** There is no text in our drawings: no font is needed, and none of the system is read. */
function rasterise(svg: string): Raster {
  const fitTo = { mode: 'width', value: WIDTH } as const;
  return new Resvg(svg, { fitTo, font: { loadSystemFonts: false } }).render();
}
