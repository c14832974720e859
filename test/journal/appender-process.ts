/** One of several processes that write into one journal: `FOLDER NAME COUNT`. */
import { createAppender } from '../../src/journal/append.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const appender = createAppender(folder, () => new Date('2026-10-14T16:30:00Z'));

// Long ones, in groups of many sizes: what another process writes would fall into their middle.
const line = (at: number) => JSON.stringify({ name, at, text: name.repeat(2_000) });
for (let at = 0; at < Number(count); at += 10) {
  await Promise.all(Array.from({ length: 10 }, (_, more) => appender.append(line(at + more))));
}
