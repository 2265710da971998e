// What the coding canvas decides without a browser.

import { expect, test } from "vitest";
import { chosenBefore, keyOf, matching, prepare, roleOf, type Choice } from "./match";
import { newChange } from "./saving";
import { Sentences } from "../frame/sentences";
import { codeOf } from "./tree";
import { countWords, step, stretched, unitsOf, wholeWords } from "./units";

const words = (text: string, unit: "word" | "sentence" | "turn", language = "en"): string[] =>
  unitsOf(text, unit, language).map((each) => text.slice(each.start, each.end));

test("sentences and words are those of the language", () => {
  expect(words("It fits. Does it? Yes…", "sentence")).toEqual(["It fits.", "Does it?", "Yes…"]);
  expect(words("we don't", "word")).toEqual(["we", "don't"]);
  expect(words("大家觉得它适合。我们也是。", "sentence", "zh")).toEqual(["大家觉得它适合。", "我们也是。"]);
  expect(words("  \n all of it \n", "turn")).toEqual(["all of it"]);
  expect(words("   ", "turn")).toEqual([]);
  expect(countWords("我们自己搬上来的", "zh")).toBeGreaterThan(2);
});

test("steps go to the next and the one before, and stop at the ends", () => {
  const units = unitsOf("One. Two. Three.", "sentence", "en");
  expect(step(units, null, 1)).toEqual(units[0]);
  expect(step(units, null, -1)).toEqual(units[2]);
  expect(step(units, units[0]!, 1)).toEqual(units[1]);
  expect(step(units, units[2]!, 1)).toBeNull();
  expect(step(units, { start: 6, end: 7 }, 1)).toEqual(units[1]);
  expect(step(units, { start: 4, end: 5 }, -1)).toEqual(units[0]);
});

test("a selection is stretched by whole units and shrunk again", () => {
  const units = unitsOf("One. Two. Three.", "sentence", "en");
  const two = stretched(units, units[0]!, 1)!;
  expect(two).toEqual({ start: 0, end: units[1]!.end });
  expect(stretched(units, two, -1)).toEqual(units[0]);
  expect(stretched(units, units[0]!, -1)).toBeNull();
  expect(stretched(units, { start: 0, end: units[2]!.end }, 1)).toBeNull();
});

function choice(label: string, more: Partial<Choice> = {}): Choice {
  return {
    id: label, label, number: "", names: [], path: "", parent: "", heading: false, hue: 1, line: 1, used: 0,
    shortcut: "", href: "", definition: "", plain: "", inclusion: [], exclusion: [], examples: [], ...more,
  };
}

const CODES = prepare([
  choice("Relative advantage", { number: "1.1" }),
  choice("Culture", { number: "III.D", names: ["Kultur", "文化"] }),
  choice("Learning culture", { path: "CFIR 2022 › Culture" }),
  choice("Genomförande"),
  choice("Inner setting", { heading: true }),
]);
const found = (typed: string, recent: string[] = []): string[] => matching(CODES, typed, recent).map((each) => each.label);

test("a code answers to its label, its number and its names in other languages", () => {
  expect(found("rel adv")).toEqual(["Relative advantage"]);
  expect(found("1.1")).toEqual(["Relative advantage"]);
  expect(found("kult")).toEqual(["Culture"]);
  expect(found("文化")).toEqual(["Culture"]);
  expect(found("genomfor")).toEqual(["Genomförande"]);
});

test("the nearest stands first, a heading is never offered", () => {
  expect(found("culture")).toEqual(["Culture", "Learning culture"]);
  expect(found("zzz")).toEqual([]);
  expect(found("inner")).toEqual([]);
});

test("without letters the codes used last stand first", () => {
  expect(found("", ["Genomförande", "Culture"]).slice(0, 3)).toEqual(["Genomförande", "Culture", "Relative advantage"]);
});

const ROLES = [
  { id: "d", label: "Innovation Deliverers", number: "IV.R.F", names: ["Genomförare"] },
  { id: "l", label: "High-level Leaders", number: "IV.R.A", names: [] },
];
const PAIRED = [choice("Motivation", { number: "IV.C.D", roles: ROLES }), choice("Mission", {}), choice("Deliverance", {})];
const paired = (typed: string, recent: string[] = []): string[] => matching(prepare(PAIRED), typed, recent).map((each) => each.label);

test("a characteristic is chosen together with a role, by letters of both", () => {
  expect(paired("motiv deliv")).toEqual(["Motivation × Innovation Deliverers"]);
  expect(paired("deliv motiv")).toEqual(["Motivation × Innovation Deliverers"]);
  expect(paired("motiv genomf")).toEqual(["Motivation × Innovation Deliverers"]);
  expect(paired("IV.C.D IV.R.A")).toEqual(["Motivation × High-level Leaders"]);
  expect(paired("motivation × high")).toEqual(["Motivation × High-level Leaders"]);
});

test("no pair is offered to letters of one half alone", () => {
  expect(paired("motiv")).toEqual(["Motivation"]);
  expect(paired("deliv")).toEqual(["Deliverance"]);
  expect(paired("")).toEqual(["Motivation", "Mission", "Deliverance"]);
});

test("a pair that was used last is remembered whole", () => {
  const [pair] = matching(prepare(PAIRED), "motiv deliv");
  expect(keyOf(pair!)).toBe("Motivation×d");
  expect(roleOf(pair!)).toEqual({ role: "d" });
  expect(paired("", [keyOf(pair!)])[0]).toBe("Motivation × Innovation Deliverers");
  expect(chosenBefore(PAIRED, "Motivation×d")).toEqual(pair);
  expect(chosenBefore(PAIRED, "Mission")).toBe(PAIRED[1]);
  expect(chosenBefore(PAIRED, "Motivation×nobody")).toBeUndefined();
  expect(chosenBefore(PAIRED, undefined)).toBeUndefined();
});

test("the last of five hundred codes is found", () => {
  const many = prepare(Array.from({ length: 500 }, (_, at) => choice(`Code ${at} of the inner setting`, { path: "CFIR" })));
  expect(matching(many, "code 499")[0]!.label).toContain("499");
});

test("a change's id is a UUID of version 7 with the time in front", () => {
  const id = newChange(Date.UTC(2026, 0, 1));
  expect(id).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(Number.parseInt(id.slice(0, 12), 16)).toBe(Date.UTC(2026, 0, 1));
  expect(newChange()).not.toBe(newChange());
});

test("sentences fill their gaps, in the form of the number", () => {
  const said = new Sentences({ selected: { one: "{n} word.", other: "{n} words." }, turn: "turn {number}" }, "en");
  expect(said.say("selected", { n: 1 })).toBe("1 word.");
  expect(said.say("selected", { n: 1200 })).toBe("1,200 words.");
  expect(said.say("turn", { number: 3 })).toBe("turn 3");
  expect(said.say("unknown")).toBe("");
});

test("what a code means is looked through too, below labels and numbers", () => {
  const prepared = prepare([
    choice("Relative Advantage", { plain: "Does it give more for the money?" }),
    choice("Money", { definition: "What it costs." }),
    choice("Funding", { definition: "Where the moneylender is." }),
  ]);
  expect(matching(prepared, "money").map((each) => each.label)).toEqual(["Money", "Relative Advantage", "Funding"]);
  expect(matching(prepared, "mon").map((each) => each.label)).toEqual(["Money"]);
});

test.each([
  ["They have always said so", "ways sai", "always said"],
  ["They don’t say", "t sa", "don’t say"],
  ["It was ‘home’ then", "ome", "home"],
  ["A well-known one", "known o", "well-known one"],
  ["Två sjuksköterskor", "sköterskor", "sjuksköterskor"],
  ["我们自己搬上来的", "自己", "自己"],
  ["one two", "one", "one"],
])("in %s, %s grows to %s", (text, cut, whole) => {
  const start = text.indexOf(cut);
  const grown = wholeWords(text, { start, end: start + cut.length });
  expect(text.slice(grown.start, grown.end)).toBe(whole);
});

test("letters find the next code that begins with them, else one with such a word", () => {
  const choices = ["Inner setting", "Élan", "Outer setting", "Innovation"].map((label, n) => ({ label, id: String(n) }) as Choice);
  expect(codeOf(choices, "in", 1)?.label).toBe("Innovation");
  expect(codeOf(choices, "in", 4)?.label).toBe("Inner setting");
  expect(codeOf(choices, "elan", 0)?.label).toBe("Élan");
  expect(codeOf(choices, "sett", 1)?.label).toBe("Outer setting");
  expect(codeOf(choices, "x", 0)).toBeUndefined();
});
