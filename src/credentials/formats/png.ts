import { bakePng, unbakePng } from '../baking/png.ts';
import type { ImageFormat } from './format.ts';

export const png: ImageFormat = {
  id: 'png',
  kind: 'image',
  extension: 'png',
  mediaType: 'image/png',
  read: unbakePng,
  bake: bakePng,
};
