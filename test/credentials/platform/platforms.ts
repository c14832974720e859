/** Both sides of the seam, which the same tests hold to the same answers. */
import { nativePlatform } from '../../../src/credentials/platform/native.ts';
import type { Platform } from '../../../src/credentials/platform/platform.ts';
import { portablePlatform } from '../../../src/credentials/platform/portable.ts';

const native = nativePlatform();
if (!native) throw new Error('There is no Node here');

export const PLATFORMS: readonly (readonly [string, Platform])[] = [
  ['of Node', native],
  ['for everywhere', portablePlatform],
];
