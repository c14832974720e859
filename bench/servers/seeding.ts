/** Writes the years before: words, the folder of the data. */
import { readConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';
import { seed } from '../large/seed.ts';
import { answerParent } from './commands.ts';

const [folder = ''] = process.argv.slice(2);
const services = await createServices(readConfig({ ...process.env, DATA_DIR: folder }), {}, 'make');

answerParent({
  seed: async (...words) => {
    const [kpas = 0, people = 0, awards = 0, withdrawn = 0] = words.map(Number);
    const { staff, member, manager, ...shown } = await seed(services, {
      kpas,
      people,
      awards,
      withdrawn,
    });
    await services.store.close();
    return [staff, member, shown.experience, shown.award, shown.token, manager];
  },
});
