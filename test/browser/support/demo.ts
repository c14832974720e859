/** The demo, as `npm run demo` starts it, and the addresses it prints. */
import { rm } from 'node:fs/promises';
import { freePort, startProcess } from '../../support/programs/process.ts';

export interface Demo {
  readonly pid: number;
  readonly url: string;
  readonly staffLink: string;
  readonly managerLink: string;
  readonly networkLink: string;
  /** Who manages a KPA that has just begun. */
  readonly beginnerLink: string;
  readonly holderLink: string;
  readonly portfolio: string;
  /** Pasted by the manager, and not added yet. */
  readonly list: string;
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
    pid: demo.pid,
    url: `http://localhost:${port}`,
    staffLink: await printed('Accompagnant·e'),
    managerLink: await printed('Responsable'),
    networkLink: await printed('Réseau'),
    beginnerLink: await printed('KPA qui commence'),
    holderLink: await printed('Coopérant·e'),
    list: await printed('Liste à relire, en tant que responsable'),
    portfolio: await printed('Portfolio'),
    badge: await printed('Badge'),
    output: demo.output,
    async stop() {
      await demo.stop();
      await rm(folder, { recursive: true });
    },
  };
}
