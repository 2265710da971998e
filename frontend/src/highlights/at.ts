// The `at` of an address: a revision and a span of code points in its text.

import type { Span } from "../positions/utf16";

/** Reads "1204-1290"; null where it is no span. */
export function readAt(written: string): Span | null {
  const found = /^(\d+)-(\d+)$/.exec(written);
  if (found === null) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start < end ? { start, end } : null;
}
