// What the matrix decides without a browser.

import { expect, test } from "vitest";
import { hiddenRows } from "./folding";
import { step } from "./walk";

const at = { row: 2, column: 3 };

test.each([
  ["ArrowUp", { row: 1, column: 3 }],
  ["ArrowDown", { row: 3, column: 3 }],
  ["ArrowLeft", { row: 2, column: 2 }],
  ["ArrowRight", { row: 2, column: 4 }],
  ["Home", { row: 2, column: 0 }],
  ["End", { row: 2, column: 4 }],
  ["PageDown", { row: 3, column: 3 }],
  ["PageUp", { row: 0, column: 3 }],
])("%s leads where it says", (key, to) => {
  expect(step(at, key, 4, 5)).toEqual(to);
});

test("other keys are left alone", () => {
  expect(step(at, "a", 4, 5)).toBeNull();
});

test("the edge is the end", () => {
  expect(step({ row: 0, column: 0 }, "ArrowUp", 4, 5)).toEqual({ row: 0, column: 0 });
});

test("folding hides everything beneath, however deep", () => {
  const rows = [
    { key: "a", parent: "" },
    { key: "b", parent: "a" },
    { key: "c", parent: "b" },
    { key: "d", parent: "" },
  ];
  expect(hiddenRows(rows, new Set(["a"]))).toEqual(new Set(["b", "c"]));
  expect(hiddenRows(rows, new Set(["b"]))).toEqual(new Set(["c"]));
  expect(hiddenRows(rows, new Set())).toEqual(new Set());
});
