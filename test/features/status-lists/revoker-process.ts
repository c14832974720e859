/**
 * A process of its own that revokes the awards named on its standard input, one JSON array of ids,
 * all at once, each as one visitor would. Its environment is the service's.
 */
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { z } from 'zod';
import { readConfig } from '../../../src/config.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { createServices } from '../../../src/services.ts';
import { findKpa } from '../../../src/web/kpa-in-path.ts';

const [, , slug = ''] = process.argv;
const services = await createServices(readConfig(process.env), { log: pino({ level: 'silent' }) });
const kpa = await findKpa(services.store, slug);
if (!kpa) throw new Error(`No KPA ${slug}`);
const awards = services.store.awards(kpa.id);
const by = await addPerson(services, kpa.id, {
  name: `Nadia ${process.pid}`,
  roles: ['accompagnant'],
  email: undefined,
  title: 'Accompagnante',
});

const ids = z.array(z.uuid()).parse(JSON.parse(await text(process.stdin)));
await Promise.all(
  ids.map(async (id) => {
    const award = await awards.findById(id);
    if (!award) throw new Error(`No award ${id}`);
    await revokeAward(services, kpa, award, by, 'badge');
  }),
);
await services.store.close();
