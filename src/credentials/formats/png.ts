import { bakePng, unbakePng } from '../baking/png.ts';
import { isPng } from '../baking/png-chunks.ts';
import type { ImageFormat } from './format.ts';

export const png: ImageFormat = {
  id: 'png',
  kind: 'image',
  extension: 'png',
  mediaType: 'image/png',
  name: 'PNG',
  use: 'file.picture',
  knows: isPng,
  read: unbakePng,
  draw: ({ raster }) => raster().asPng(),
  bake: bakePng,
};
