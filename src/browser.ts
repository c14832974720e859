/**
 * The core for a browser: one ES module without a server (`npm run build:browser`). It asks nobody:
 * what it needs from outside is the `Surroundings` that the page gives.
 *
 * It has no sentences. What it says has a code, and values: the build puts the sentences beside it,
 * one file for each language (`sentences.fr.json`), from which a page says them:
 *
 *     const show = (value) => (value.code === undefined ? String(value) : say(value));
 *     const say = ({ code, values = {} }) =>
 *       (sentences[code] ?? code).replace(/{(\w+)}/g, (_, name) => show(values[name]));
 *     withSentences(await verifyCredential(text, surroundings), say);
 *
 * That is text, and may quote the badge: it goes into a page as text.
 */
export { BAKING_NOTES } from './credentials/baking/notes.ts';
export { bakePng, unbakePng } from './credentials/baking/png.ts';
export { bakeSvg, unbakeSvg } from './credentials/baking/svg.ts';
export { readBadgeFile } from './credentials/formats/read-badge-file.ts';
export { sniff } from './credentials/formats/sniff.ts';
export { verifyCredential } from './credentials/verify/verify.ts';
export { withSentences } from './credentials/verify/with-sentences.ts';
