// From turn to turn by key: j and k to the next and previous, n and p to those that are coded.

const STEPS: Readonly<Record<string, { readonly by: 1 | -1; readonly coded: boolean }>> = {
  j: { by: 1, coded: false },
  k: { by: -1, coded: false },
  n: { by: 1, coded: true },
  p: { by: -1, coded: true },
};

/** The index to go to from `from`, or `from` where there is none further on. */
export function nextTurn(coded: readonly boolean[], from: number, key: string): number {
  const step = STEPS[key];
  if (step === undefined) return from;
  for (let i = from + step.by; i >= 0 && i < coded.length; i += step.by) {
    if (!step.coded || coded[i]) return i;
  }
  return from;
}

/** Whether the key is one of this page's. */
export function isStep(key: string): boolean {
  return key in STEPS;
}
