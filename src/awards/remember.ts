/**
 * Asks once about each thing, however often it is asked, also at once. For the time of one page: what
 * it shows is of one moment, and nothing is remembered beyond it.
 */
export function remember<R>(ask: (about: string) => Promise<R>): (about: string) => Promise<R> {
  const answers = new Map<string, Promise<R>>();
  return (about) => {
    const known = answers.get(about) ?? ask(about);
    answers.set(about, known);
    return known;
  };
}
