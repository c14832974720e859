/** What pages and badges look like: read once from the repository, and compiled when first used. */
import { join } from 'node:path';
import { createBadgeArtist } from './features/catalogue/draw-badge.ts';
import { createAssets } from './web/assets.ts';
import { createViews } from './web/views.ts';

export type Looks = ReturnType<typeof readLooks>;

/** Throws if a template or a picture that is needed is missing under `root`. */
export function readLooks(root: string) {
  const assets = createAssets(join(root, 'assets'));
  const templates = join(root, 'templates');
  return {
    assets,
    views: createViews(templates, assets),
    drawBadge: createBadgeArtist(templates),
  };
}
