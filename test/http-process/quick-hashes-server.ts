/** The real service, whose slow hashes are quick: what is counted before them is the same. */
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { listen } from '../../src/listen.ts';
import { createServices } from '../../src/services.ts';

const config = readConfig();
await listen(config, await createServices(config, { pinCost: 8 }), createApp);
