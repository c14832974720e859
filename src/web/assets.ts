/** Files of assets/, at addresses that change with their content and can be cached for ever. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

export interface Assets {
  /** « styles.css » → « /assets/3f2a…/styles.css ». Throws for a file that is not there. */
  address(name: string): string;
  readonly serve: RequestHandler;
}

/** One hash for the whole folder, so that relative addresses inside the CSS keep working. */
export function createAssets(folder: string): Assets {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  const hash = createHash('sha256');
  for (const name of files) hash.update(name).update(readFileSync(join(folder, name)));
  const prefix = `/${hash.digest('hex').slice(0, 12)}`;
  const names = new Set(files);
  const router = express.Router();
  router.use(
    prefix,
    express.static(folder, { index: false, immutable: true, maxAge: '365d', redirect: false }),
  );
  return {
    address(name) {
      if (!names.has(name)) throw new Error(`No asset ${name}`);
      return `/assets${prefix}/${name}`;
    },
    serve: router,
  };
}
