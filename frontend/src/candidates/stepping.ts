// Which candidate comes next, by key, and which one an address lands on.

interface Named {
  readonly id: string;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** The candidate that a key leads to from here (undefined: from none); undefined for another key, or at an end. */
export function stepped<Each>(every: readonly Each[], here: Each | undefined, key: string): Each | undefined {
  const step = STEPS[key];
  if (step === undefined) return undefined;
  if (here === undefined) return step > 0 ? every[0] : every[every.length - 1];
  return every[every.indexOf(here) + step];
}

/** The candidate that the fragment of an address names. */
export function landed<Each extends Named>(every: readonly Each[], hash: string): Each | undefined {
  return every.find((each) => hash === `#${each.id}`);
}
