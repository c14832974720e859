/** The real application and the real `listen`, with two more pages that go wrong on demand. */
import express from 'express';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { listen } from '../../src/listen.ts';
import { createThreads } from '../../src/threads/threads.ts';
import { createServices } from '../../src/services.ts';

const config = readConfig();
// Its threads never end what is named « for ever ». This file runs as it is compiled.
const program = new URL('../threads/fixture-thread.js', import.meta.url);
const created = await createServices(config, {
  // What is verified goes to a thread, however short it is.
  threads: createThreads(pino({ level: 'silent' }), { program, mostInPlace: 0 }),
});
const services = { ...created, store: { ...created.store } };
const [notice, leave, drain, store] = process.argv.slice(2).map(Number);

await listen(
  config,
  services,
  (all, isClosing) => {
    const app = express();
    app.get('/reject', (_req, res) => {
      void Promise.reject(new Error('nobody caught this'));
      res.send('rejected');
    });
    app.get('/slow-store', (_req, res) => {
      services.store.close = () => new Promise(() => undefined);
      res.send('held');
    });
    return app.use(createApp(all, isClosing));
  },
  { notice: notice ?? 0, leave: leave ?? 0, drain: drain ?? 0, store: store ?? 0 },
);
