/** The colours of the badge images, one row per objective; contrasts are given on the tile. */
interface Palette {
  /** The ground of the badge, and the dots of the level strip. */
  readonly tile: string;
  /** The sign and the level strip. */
  readonly sign: string;
  /** The one part of the sign that tells a variant from the others. */
  readonly accent: string;
}

/** Silhouette and rim: with both, a badge stands out on any background. */
export const OUTLINE = { ink: '#17241E', rim: '#FFFDF6' } as const;

export const PALETTES: Readonly<Record<number, Palette>> = {
  1: { tile: '#F2B33D', sign: '#17241E', accent: '#8F2F18' }, // moutarde 8.6, 4.4
  2: { tile: '#0E5A47', sign: '#FFF8E8', accent: '#F2B33D' }, // vert volet 7.7, 4.4
  3: { tile: '#B4432A', sign: '#FFF8E8', accent: '#FFC98A' }, // brique 5.3, 3.7
  4: { tile: '#274F93', sign: '#FFF8E8', accent: '#9FC9F2' }, // bleu de travail 7.6, 4.6
  5: { tile: '#EDB1A1', sign: '#17241E', accent: '#8A1F3D' }, // argile 8.7, 4.9
  6: { tile: '#0D7283', sign: '#FFF8E8', accent: '#F6D06A' }, // canard 5.3, 3.8
  7: { tile: '#BDCB62', sign: '#17241E', accent: '#0E5A47' }, // tilleul 9.1, 4.6
};
