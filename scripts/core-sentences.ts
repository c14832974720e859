import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const file = z.object({ messages: z.record(z.string(), z.string()) });

/** What the core says, of each language in `folder`: `fr`, and its sentences by their codes. */
export function coreSentences(folder: string): ReadonlyMap<string, Record<string, string>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((name) => {
      const { messages } = file.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      const own = Object.entries(messages).filter(([code]) => /^(?:check|note)\./.test(code));
      return [name.replace('.json', ''), Object.fromEntries(own)];
    }),
  );
}
