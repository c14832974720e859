/** The demo within this process, with languages that are in no file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { addressesToTry } from '../../../src/demo/addresses-to-try.ts';
import { createDemoClock } from '../../../src/demo/clock.ts';
import { seed } from '../../../src/demo/seed.ts';
import { createHttpServer } from '../../../src/http-server.ts';
import { createServices, type Replacements } from '../../../src/services.ts';
import { freePort } from '../../support/programs/process.ts';
import { threads } from '../../support/world.ts';
import type { Demo } from './demo.ts';

type Spoken = Pick<Replacements, 'languages' | 'definitions'>;

export async function startDemoIn(spoken: Spoken): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  const port = await freePort();
  const settings = { NODE_ENV: 'development', LOG_LEVEL: 'error', DATA_DIR: folder };
  const config = readConfig({ ...settings, PORT: String(port) });
  const clock = createDemoClock();
  let letters = '';
  const mailer = {
    send: ({ subject, text }: { subject: string; text: string }) => {
      letters += `\n${subject}\n${text}\n`;
      return Promise.resolve();
    },
  };
  const now = () => clock.now();
  const services = await createServices(config, { ...spoken, clock: now, mailer, threads });
  services.outbox.start();
  const server = createHttpServer(createApp(services), config);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await seed(services, clock);
  const printed = await addressesToTry(services);
  const address = (label: string) => new RegExp(`^${label}: (\\S+)$`, 'm').exec(printed)?.[1] ?? '';
  return {
    pid: process.pid,
    url: config.publicUrl,
    staffLink: address('Accompagnant·e'),
    managerLink: address('Responsable'),
    networkLink: address('Réseau'),
    beginnerLink: address('KPA qui commence'),
    holderLink: address('Coopérant·e'),
    list: address('Liste à relire, en tant que responsable'),
    portfolio: address('Portfolio'),
    badge: address('Badge'),
    output: () => letters,
    async stop() {
      server.closeAllConnections();
      server.close();
      await services.outbox.stop();
      await services.store.close();
      await rm(folder, { recursive: true });
    },
  };
}
