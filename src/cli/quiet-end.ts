/**
 * Who reads our output may have enough of it before we end (`… | head`). Then no more is written, and
 * what was begun is ended: an act is not to be left half done because of who looked at it.
 */
export function endQuietly(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
