/** Processes are killed at random moments while somebody works at each of them. */
import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createCast } from '../../test/support/cast.ts';
import { createVisitor } from '../../test/support/visitor.ts';
import { type Hand, sign, type Told, withdraw } from './acts.ts';
import { judge } from './judge.ts';
import { createPlace, type Place } from './place.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    processes: { type: 'string', default: '1' },
    mongodb: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const processes = Number(values.processes);

/** Milliseconds after a start within which the kill falls. */
const SPAN = 1_000;
const EVERY = 50;
const HOLDERS = ['Awa', 'Bruno', 'Fatima'];

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Until told to stop; what is begun is ended. */
async function work(hand: Hand, name: string, stopping: AbortSignal): Promise<void> {
  for (let at = 1; !stopping.aborted; at += 1) {
    await sign(hand, `Buffet ${name}-${at}`);
    const { experiences } = hand.told;
    const one = experiences[randomInt(experiences.length)];
    if (at % 3 === 0 && one !== undefined) await withdraw(hand, one);
  }
}

/** A third of the way it ends and comes back, two thirds of the way it is silent for a while. */
async function disturb(place: Place, at: number): Promise<void> {
  if (!place.database) return;
  if (at === Math.floor(kills / 3)) {
    await place.database.restart();
    say('The server of the database ended, and is back.');
  } else if (at === Math.floor((kills * 2) / 3)) {
    await place.database.freeze(15_000);
    say('The server of the database was silent for fifteen seconds.');
  }
}

const place = await createPlace(processes, values.mongodb);
const told: Told = { experiences: [], withdrawn: new Set(), brokenOff: 0 };
const cast = await createCast(place.env, HOLDERS);
const stopping = new AbortController();
const all = place.origins.map((_, at) => at);
for (const at of all) await place.start(at);
const browsers = place.origins.map((origin) => createVisitor(origin, place.url));
for (const browser of browsers) await cast.signIn(browser);
const working = browsers.map((browser, at) =>
  work({ browser, cast, told }, String(at), stopping.signal),
);
for (let done = 1; done <= kills; done += 1) {
  const victim = randomInt(processes);
  await wait(randomInt(SPAN));
  await place.kill(victim);
  const disturbing = disturb(place, done);
  await disturbing;
  await place.start(victim);
  if (done % EVERY === 0 || done === kills) {
    const { experiences, withdrawn, brokenOff } = told;
    say(
      `${done} kills: ${experiences.length} forms signed, ${withdrawn.size} badges taken back, ${brokenOff} requests broken off`,
    );
  }
}
stopping.abort();
await Promise.all(working);
const faults = await judge(cast, place.url, told);
for (const fault of faults) say(fault);
const badges = told.experiences.length * cast.holders.length;
say(
  `${kills} kills of ${processes} ${processes === 1 ? 'process' : 'processes'} on ${cast.services.store.description.split(' ')[0] ?? ''}: ${badges} badges and ${told.withdrawn.size} withdrawals acknowledged; ${faults.length} faults`,
);
await cast.services.store.close();
await place.remove();
process.exit(faults.length === 0 ? 0 : 1);
