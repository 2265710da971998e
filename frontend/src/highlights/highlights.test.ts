// What the source page reads and decides without a browser.

import { expect, test } from "vitest";
import { readAt } from "./at";
import { readMarks, styleName } from "./marks";
import { nextTurn } from "./walk";

test("marks are read as they were written", () => {
  expect(readMarks("0 4 3 1;10 12 12 4")).toEqual([
    { start: 0, end: 4, hue: 3, line: 1 },
    { start: 10, end: 12, hue: 12, line: 4 },
  ]);
});

test.each(["", "x", "1 2 3", "5 5 1 1", "9 2 1 1", "a b c d"])("%o is no mark", (written) => {
  expect(readMarks(written)).toEqual([]);
});

test("a hue and a line have one name", () => {
  expect(styleName({ hue: 7, line: 2 })).toBe("mark-7-2");
});

test("a place is read", () => {
  expect(readAt("12-90")).toEqual({ start: 12, end: 90 });
});

test.each(["", "12", "90-12", "5-5", "a-b", "1-2-3"])("%o is no place", (written) => {
  expect(readAt(written)).toBeNull();
});

test("keys walk from turn to turn and from coded to coded", () => {
  const coded = [false, true, false, false, true];
  expect(nextTurn(coded, -1, "j")).toBe(0);
  expect(nextTurn(coded, 1, "n")).toBe(4);
  expect(nextTurn(coded, 4, "p")).toBe(1);
  expect(nextTurn(coded, 4, "j")).toBe(4);
  expect(nextTurn(coded, 0, "p")).toBe(0);
});
