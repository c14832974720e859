/** Where processes keep what they share, beside their DATA_DIR. */
import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';

/** SQLite; with TEST_STORAGE=mongodb and MONGODB_URI, a database of their own on that server. */
export function storageOfProcesses() {
  const server = process.env['TEST_STORAGE'] === 'mongodb' ? process.env['MONGODB_URI'] : undefined;
  if (server === undefined) return { env: {}, drop: () => Promise.resolve() };
  const url = new URL(server);
  url.pathname = `/test-${randomUUID()}`;
  return {
    env: { MONGODB_URI: url.href },
    async drop() {
      const connection = await mongoose.createConnection(url.href).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
