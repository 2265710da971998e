// The codebook: what is typed above it leaves the fitting codes at once (Enter asks the server, which keeps an address);
// the team's own codes are moved by keys.

import { readSentences } from "../frame/sentences";
import { fitting, staying } from "../codebook/filtering";
import { moveByKeys } from "../codebook/moving";

moveByKeys();

const field = document.querySelector<HTMLInputElement>("[data-find]");
// A list that came filtered lacks the other rows: there the form alone asks.
if (field !== null && field.defaultValue === "") {
  filter(field);
  field.addEventListener("input", () => filter(field));
}

function filter(field: HTMLInputElement): void {
  let [kept, found] = [0, 0];
  for (const tree of document.querySelectorAll<HTMLElement>("[data-tree]")) {
    const rows = [...tree.querySelectorAll<HTMLElement>("tr[data-level]")];
    const read = rows.map((row) => ({
      level: Number(row.dataset["level"]),
      words: `${row.querySelector("th")?.textContent ?? ""} ${row.dataset["number"] ?? ""}`,
    }));
    const stays = staying(read, field.value);
    rows.forEach((row, at) => (row.hidden = !stays[at]));
    tree.hidden = !stays.includes(true);
    kept += stays.filter(Boolean).length;
    found += fitting(read, field.value).filter(Boolean).length;
  }
  const none = document.querySelector<HTMLElement>("[data-none]");
  if (none !== null) none.textContent = kept > 0 ? "" : (none.dataset["none"] ?? "");
  // What is seen at a glance is said to who does not see it.
  const heard = document.querySelector<HTMLElement>("[data-found]");
  if (heard !== null) heard.textContent = found > 0 && field.value !== "" ? readSentences(heard).say("found", { n: found }) : "";
}
