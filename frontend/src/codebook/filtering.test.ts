import { expect, test } from "vitest";

import { fitting, staying } from "./filtering";

const rows = [
  { level: 1, words: "Inner Setting" },
  { level: 2, words: "Culture" },
  { level: 3, words: "Équité" },
  { level: 3, words: "Learning" },
  { level: 2, words: "Tension" },
  { level: 1, words: "Outer Setting" },
  { level: 2, words: "Partnerships" },
];

function kept(sought: string): string[] {
  const stays = staying(rows, sought);
  return rows.filter((_row, at) => stays[at]).map((row) => row.words);
}

test("no words keep every row", () => {
  expect(kept("  ")).toHaveLength(rows.length);
});

test("what a row stands under stays with it, and nothing else", () => {
  expect(kept(" equite")).toEqual(["Inner Setting", "Culture", "Équité"]);
  expect(kept("TENSION")).toEqual(["Inner Setting", "Tension"]);
  expect(kept("partner")).toEqual(["Outer Setting", "Partnerships"]);
});

test("words of an upper row keep it without its lower ones", () => {
  expect(kept("setting")).toEqual(["Inner Setting", "Outer Setting"]);
});

test("what only stands above a fitting row is not counted as fitting", () => {
  expect(fitting(rows, " equite").filter(Boolean)).toHaveLength(1);
  expect(fitting(rows, "setting").filter(Boolean)).toHaveLength(2);
});

test("words that stand nowhere keep nothing", () => {
  expect(kept("zebra")).toEqual([]);
});
