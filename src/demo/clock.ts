/** Real time, moved back while the story is told. */
export interface DemoClock {
  now(): Date;
  goBack(days: number): void;
}

export function createDemoClock(): DemoClock {
  let days = 0;
  return {
    now: () => new Date(Date.now() - days * 86_400_000),
    goBack(wanted) {
      days = wanted;
    },
  };
}
