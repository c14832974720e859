import { bakeSvg, unbakeSvg } from '../baking/svg.ts';
import type { ImageFormat } from './format.ts';

export const svg: ImageFormat = {
  id: 'svg',
  kind: 'image',
  extension: 'svg',
  mediaType: 'image/svg+xml',
  read: unbakeSvg,
  bake: bakeSvg,
};
