/** A start that fails: say why in a sentence, without a stack when the cause is known. */
import { isRefusal } from './storage/store.ts';

const KNOWN = new Set([
  'BackupError',
  'ConfigError',
  'DataFolderError',
  'DefinitionsError',
  'InstallationError',
  'JournalError',
  'KeyError',
  'ListenError',
  'RefusedError',
]);

/** Does not return: a database that is already open would keep the process alive. */
export function explainFailure(error: unknown, headline = 'The service did not start.'): never {
  const isKnown = error instanceof Error && KNOWN.has(error.name);
  const hasSentence = isKnown || isRefusal(error, 'UNAVAILABLE');
  const text = hasSentence ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${headline}\n${text ?? ''}\n`);
  process.exit(1);
}
