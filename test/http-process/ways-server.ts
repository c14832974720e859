/** The real service, with quick slow hashes, which finds a provider on this machine. */
import { readFileSync } from 'node:fs';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { listen } from '../../src/listen.ts';
import { createServices } from '../../src/services.ts';
import { exchangeWith } from '../support/ways/loopback-exchange.ts';

const config = readConfig();
const [, , port, certificate = ''] = process.argv;
const guardedExchange = exchangeWith(Number(port), readFileSync(certificate, 'utf8'));
await listen(config, await createServices(config, { pinCost: 8, guardedExchange }), createApp);
