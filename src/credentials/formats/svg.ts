import { bakeSvg, unbakeSvg } from '../baking/svg.ts';
import { isSvg } from '../baking/svg-beginning.ts';
import type { ImageFormat } from './format.ts';

export const svg: ImageFormat = {
  id: 'svg',
  kind: 'image',
  extension: 'svg',
  mediaType: 'image/svg+xml',
  name: 'SVG',
  use: 'file.large-picture',
  knows: isSvg,
  read: unbakeSvg,
  draw: (drawing) => new TextEncoder().encode(drawing.svg),
  bake: bakeSvg,
};
