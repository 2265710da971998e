import { expect, test } from "vitest";
import { landed, stepped } from "./stepping";

const every = [{ id: "c-a-1-2" }, { id: "c-a-5-9" }, { id: "c-b-0-4" }];

test("j and k step, and stop at the ends", () => {
  expect(stepped(every, every[0], "j")).toBe(every[1]);
  expect(stepped(every, every[1], "k")).toBe(every[0]);
  expect(stepped(every, every[2], "j")).toBeUndefined();
  expect(stepped(every, every[0], "k")).toBeUndefined();
});

test("from nowhere j begins at the first and k at the last; other keys lead nowhere", () => {
  expect(stepped(every, undefined, "j")).toBe(every[0]);
  expect(stepped(every, undefined, "k")).toBe(every[2]);
  expect(stepped(every, every[0], "y")).toBeUndefined();
  expect(stepped([], undefined, "j")).toBeUndefined();
});

test("an address lands on the candidate it names, or on none", () => {
  expect(landed(every, "#c-a-5-9")).toBe(every[1]);
  expect(landed(every, "#hits")).toBeUndefined();
  expect(landed(every, "")).toBeUndefined();
});
