/** Processes are killed at random moments, one or several at once, while somebody works at each of them. */
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
/** Milliseconds at most between two forms: who never pauses leaves nothing for what starts again. */
const PAUSE = 800;
const HOLDERS = ['Awa', 'Bruno', 'Fatima'];

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Until told to stop; what is begun is ended. */
async function work(hand: Hand, name: string, stopping: AbortSignal): Promise<void> {
  for (let at = 1; !stopping.aborted; at += 1) {
    await sign(hand, `Buffet ${name}-${at}`);
    const { experiences } = hand.told;
    const one = experiences[randomInt(experiences.length)];
    if (at % 3 === 0 && one !== undefined) await withdraw(hand, one);
    await wait(randomInt(PAUSE));
  }
}

/** A third of the way it ends and comes back, two thirds of the way it is silent for a while. */
function disturbances({ database }: Place) {
  if (!database) return [];
  return [
    {
      after: Math.floor(kills / 3),
      act: () => database.restart(),
      said: 'The server of the database ended, and is back.',
    },
    {
      after: Math.floor((kills * 2) / 3),
      act: () => database.freeze(15_000),
      said: 'The server of the database was silent for fifteen seconds.',
    },
  ];
}

/** Some of them, up to all: by lot. */
function victims(): readonly number[] {
  const left = [...all];
  const count = 1 + randomInt(processes);
  return Array.from({ length: count }, () => left.splice(randomInt(left.length), 1)).flat();
}

function report(done: number): void {
  const { experiences, withdrawn, brokenOff } = told;
  say(
    `${done} kills: ${experiences.length} forms signed, ${withdrawn.size} badges taken back, ${brokenOff} requests broken off`,
  );
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
const toCome = disturbances(place);
for (let done = 0; done < kills;) {
  const some = victims().slice(0, kills - done);
  await wait(randomInt(SPAN));
  await Promise.all(some.map((at) => place.kill(at)));
  const before = done;
  done += some.length;
  for (const { act, said } of toCome.filter(({ after }) => before < after && after <= done)) {
    await act();
    say(said);
  }
  await Promise.all(some.map((at) => place.start(at)));
  if (Math.floor(done / EVERY) > Math.floor(before / EVERY) || done === kills) report(done);
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
