/** The scripts of pages, each as one file of assets/: what a browser loads is what is in the repository. */
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

const FOLDER = 'page-scripts';

/** One page loads no more, compressed. */
export const SCRIPT_BUDGET = 15 * 1024;

interface PageBundle {
  /** Of the file in assets/. */
  readonly name: string;
  readonly code: string;
}

export async function pageBundles(): Promise<readonly PageBundle[]> {
  const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  return Promise.all(
    sources.map(async (source) => {
      const bundled = await build({
        entryPoints: [`${FOLDER}/${source}`],
        bundle: true,
        write: false,
        minify: true,
        platform: 'browser',
        format: 'iife',
        // Phones of five years ago.
        target: 'es2020',
        legalComments: 'none',
        logLevel: 'warning',
      });
      return { name: source.replace(/\.ts$/, '.js'), code: bundled.outputFiles[0]?.text ?? '' };
    }),
  );
}
