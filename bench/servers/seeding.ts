/** Writes the years before: words, the folder of the data. */
import { readConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';
import { seed } from '../large/seed.ts';
import { answerParent } from './commands.ts';

const [folder = ''] = process.argv.slice(2);
const services = await createServices(readConfig({ ...process.env, DATA_DIR: folder }), {}, 'make');

answerParent({
  seed: async (kpas, awards, withdrawn) => {
    const size = { kpas: Number(kpas), awards: Number(awards), withdrawn: Number(withdrawn) };
    await seed(services, folder, size);
    await services.store.close();
    return [];
  },
});
