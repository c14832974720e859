/** Which build this is: the version, and the commit if whoever built it wrote it down (Dockerfile). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Build {
  readonly version: string;
  readonly commit?: string;
}

/** `gitHead` is where npm, too, writes the commit of what it publishes. */
const packageFile = z.object({ version: z.string(), gitHead: z.string().optional() });

/** `folder`: where package.json lies. */
export function readBuild(folder: string): Build {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { version, gitHead } = packageFile.parse(JSON.parse(text));
  return { version, ...(gitHead !== undefined && { commit: gitHead }) };
}

/** As one word: « 1.2.0+3f2a91c » (semver.org §10). */
export const wordOf = ({ version, commit }: Build): string =>
  commit === undefined ? version : `${version}+${commit.slice(0, 12)}`;
