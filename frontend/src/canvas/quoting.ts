// A quotation as it is copied: the words, who said them and where, and what stands for them in the other language.

import type { Chosen, Column } from "./column";
import type { Sentences } from "../frame/sentences";

/** `origin` is what the page says of its source; `partner` is the original's or the translation's words, "" for none. */
export function quotation(chosen: Chosen, column: Column, origin: string, sentences: Sentences, partner: string): string {
  const turn = column.touched(chosen)[0];
  const number = turn && sentences.say("turn", { number: Number(turn.item.id.slice(1)) });
  const who = turn?.item.dataset["quotedAs"] ?? "";
  // The title of an interview often begins with the name.
  const said = [origin.startsWith(`${who}, `) ? "" : who, origin, number].filter(Boolean).join(", ");
  return [`“${chosen.words.join("\n")}”`, `(${said})`, partner].filter(Boolean).join("\n");
}
