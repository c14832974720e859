/** Verifies what strangers hand in, in a thread of its own: see threads.ts, which starts it. */
import { MessageChannel, parentPort } from 'node:worker_threads';
import type { World } from './surroundings.ts';
import type { Answer, Asked, Asking, FromThread, Reply, Task } from './thread-messages.ts';
import { createVerifier } from './verifier.ts';

/** It has no network, no store and no secret: whatever it wants to know, it asks the service. */
const world: World = {
  resolveDid: (about) => ask({ asks: 'resolveDid', about }),
  fetchStatusList: (about) => ask({ asks: 'fetchStatusList', about }),
  newestSeen: (about, made) => ask({ asks: 'newestSeen', about, made }),
  refresh: (about, form) => ask({ asks: 'refresh', about, form }),
  endorsed: (about, form) => ask({ asks: 'endorsed', about, form }),
  namesake: (about) => ask({ asks: 'namesake', about }),
  knownIssuer: (about) => ask({ asks: 'knownIssuer', about }),
};

function ask<Q extends Asking>(
  asked: Asked & { readonly asks: Q },
): Promise<Awaited<ReturnType<World[Q]>>> {
  return new Promise((resolve, reject) => {
    const { port1, port2: to } = new MessageChannel();
    port1.once('message', (reply: Reply<Q>) => {
      port1.close();
      if (reply.outcome === 'told') resolve(reply.told);
      else reject(new Error(reply.message));
    });
    say({ kind: 'asks', to, ...asked });
  });
}

function say(message: FromThread): void {
  parentPort?.postMessage(message, message.kind === 'asks' ? [message.to] : []);
}

async function verify(task: Task): Promise<Answer> {
  const verifier = createVerifier(world, () => task.now);
  return task.kind === 'credential'
    ? {
        kind: 'credential',
        verification: await verifier.verifyCredential(task.text, task.question),
      }
    : {
        kind: 'presentation',
        verification: await verifier.verifyPresentation(task.text, task.question),
      };
}

async function handle(task: Task): Promise<void> {
  say({ kind: 'begun' });
  say({ kind: 'answers', answer: await verify(task) });
}

parentPort?.on('message', (task: Task) => {
  void handle(task);
});
