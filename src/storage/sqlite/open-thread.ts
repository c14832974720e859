/** A thread for what waits for the disk. */
import { Worker } from 'node:worker_threads';

/** A program of ours, compiled or not as who asks for it. `name`: relative, without its ending. */
export const programBeside = (asking: string, name: string): URL =>
  new URL(`${name}.${asking.endsWith('.ts') ? 'ts' : 'js'}`, asking);

/** It gets nothing of the environment: no secret is there. */
export function openThread(program: URL): Worker {
  if (!program.pathname.endsWith('.ts')) return new Worker(program, { env: {} });
  // Node 20 reads no TypeScript: in development a thread first learns it from tsx, as we did.
  const learn = `import('tsx/esm/api').then((tsx) => {
    tsx.register();
    return import(${JSON.stringify(program.href)});
  })`;
  return new Worker(learn, { env: {}, eval: true });
}
