/** The demo, as `npm run demo` starts it, and the addresses it prints. */
import { rm } from 'node:fs/promises';
import { freePort, startProcess } from '../../support/programs/process.ts';

export interface Demo {
  readonly url: string;
  readonly staffLink: string;
  readonly holderLink: string;
  readonly portfolio: string;
  readonly badge: string;
  /** Letters are printed there. */
  readonly output: () => string;
  stop(): Promise<void>;
}

export async function startDemo(): Promise<Demo> {
  const port = await freePort();
  const demo = startProcess('src/demo.ts', { env: { PORT: String(port), LOG_LEVEL: 'info' } });
  const [, folder = ''] = await demo.says(/^Data: (.+)$/m);
  const printed = async (label: string) => {
    const [, address = ''] = await demo.says(new RegExp(`^${label}: (\\S+)$`, 'm'));
    return address;
  };
  return {
    url: `http://localhost:${port}`,
    staffLink: await printed('Accompagnant·e'),
    holderLink: await printed('Coopérant·e'),
    portfolio: await printed('Portfolio'),
    badge: await printed('Badge'),
    output: demo.output,
    async stop() {
      await demo.stop();
      await rm(folder, { recursive: true });
    },
  };
}
