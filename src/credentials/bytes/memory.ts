/** What was found true of something, by its name; the least recently asked for goes first. */
export interface Memory {
  has(name: string): boolean;
  add(name: string): void;
}

export function createMemory(most: number): Memory {
  // A Set keeps the order of insertion: the first is the one used longest ago.
  const names = new Set<string>();
  const add = (name: string) => {
    names.delete(name);
    names.add(name);
    for (const oldest of names) {
      if (names.size <= most) break;
      names.delete(oldest);
    }
  };
  return {
    add,
    has(name) {
      const known = names.has(name);
      if (known) add(name);
      return known;
    },
  };
}
