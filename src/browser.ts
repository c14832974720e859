/**
 * The core for a browser: one ES module without a server (`npm run build:browser`). It asks nobody:
 * what it needs of the world is the `Surroundings` that the page gives.
 */
export { BAKING_NOTES } from './credentials/baking/notes.ts';
export { bakePng, unbakePng } from './credentials/baking/png.ts';
export { bakeSvg, unbakeSvg } from './credentials/baking/svg.ts';
export { readBadgeFile } from './credentials/formats/read-badge-file.ts';
export { sniff } from './credentials/formats/sniff.ts';
export { verifyCredential } from './credentials/verify/verify.ts';
