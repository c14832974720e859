/** How many documents of each corpus went which way. */
export class Shares {
  readonly #counts = new Map<string, Map<string, number>>();

  add(corpus: string, way: string): void {
    const counts = this.#counts.get(corpus) ?? new Map<string, number>();
    counts.set(way, (counts.get(way) ?? 0) + 1);
    this.#counts.set(corpus, counts);
  }

  of(corpus: string, way: string): number {
    return this.#counts.get(corpus)?.get(way) ?? 0;
  }

  toString(): string {
    return [...this.#counts].map(([corpus, ways]) => `${corpus}: ${shareOf(ways)}`).join('; ');
  }
}

function shareOf(ways: ReadonlyMap<string, number>): string {
  const all = [...ways.values()].reduce((sum, count) => sum + count, 0);
  const fell = all - (ways.get('all') ?? 0);
  return `${fell} of ${all} went the long way (${Math.round((100 * fell) / all)} %)`;
}
