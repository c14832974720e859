/**
 * What runs in the thread that writes (`writer.ts`): it waits for the disk, so that nobody else has
 * to. It reads no configuration.
 */
import { parentPort } from 'node:worker_threads';
import { commit } from './commit.ts';
import { connect, type Connection } from './connection.ts';
import { faultIn } from './faults.ts';
import type { WriterAnswer, WriterRequest } from './writer.ts';

const connections = new Map<string, Connection>();

parentPort?.on('message', ({ number, file, writes }: WriterRequest) => {
  const say = (answer: WriterAnswer) => parentPort?.postMessage(answer);
  try {
    say({ number, outcomes: writes ? commit(connectionTo(file), writes) : close(file) });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    say({ number, failure, fault: faultIn(file, error) });
  }
});

function connectionTo(file: string): Connection {
  const connection = connections.get(file) ?? connect(file);
  connections.set(file, connection);
  return connection;
}

function close(file: string): readonly [] {
  connections.get(file)?.close();
  connections.delete(file);
  return [];
}
