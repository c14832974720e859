import type { BuildOptions } from 'esbuild';

/** How the core is bundled for a browser: an import of a Node builtin ends in an error. */
export const coreBundle = {
  entryPoints: ['src/browser.ts'],
  bundle: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  // A package names its context files by it, which fails in a module from a blob: address. Nothing
  // is read from there.
  define: { 'import.meta.url': JSON.stringify('https://kpa-badges.invalid/') },
  legalComments: 'eof',
  logLevel: 'warning',
} as const satisfies BuildOptions;
