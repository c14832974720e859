/** A start that fails: say why in a sentence, without a stack when the cause is known. */
const KNOWN = new Set([
  'ConfigError',
  'DataFolderError',
  'DefinitionsError',
  'KeyError',
  'ListenError',
  'RefusedError',
]);

/** Does not return: a database that is already open would keep the process alive. */
export function explainFailure(error: unknown, headline = 'The service did not start.'): never {
  const known = error instanceof Error && KNOWN.has(error.name);
  const text = known ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${headline}\n${text ?? ''}\n`);
  process.exit(1);
}
