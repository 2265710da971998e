// The other half of the contract: what Python wrote about positions, read here.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Positions } from "./utf16";

interface Fixture {
  readonly name: string;
  readonly text: string;
  readonly units: readonly number[];
}

const file = new URL("../../../tests/contract/positions.json", import.meta.url);
const fixtures = JSON.parse(readFileSync(file, "utf8")) as Fixture[];

describe.each(fixtures)("$name", ({ text, units }) => {
  const positions = new Positions(text);

  test("has as many code points as Python counts", () => {
    expect(positions.length).toBe(units.length - 1);
  });

  test("finds every code point where Python does", () => {
    expect(units.map((_, point) => positions.toUnits(point))).toEqual(units);
  });

  test("comes back from every unit", () => {
    expect(units.map((unit) => positions.toPoints(unit))).toEqual(units.map((_, point) => point));
  });
});

test("a unit inside a pair belongs to the pair", () => {
  expect(new Positions("🧱a").toPoints(1)).toBe(0);
});

test("positions outside are kept inside", () => {
  const positions = new Positions("🧱a");
  expect(positions.toUnits(-1)).toBe(0);
  expect(positions.toUnits(99)).toBe(3);
  expect(positions.span({ start: 0, end: 1 })).toEqual({ start: 0, end: 2 });
});
