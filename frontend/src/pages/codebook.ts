// The codebook: what is typed above it leaves the fitting codes at once (Enter asks the server, which keeps an address);
// the team's own codes are moved by keys.

import { staying } from "../codebook/filtering";
import { moveByKeys } from "../codebook/moving";

moveByKeys();

const field = document.querySelector<HTMLInputElement>("[data-find]");
// A list that came filtered lacks the other rows: there the form alone asks.
if (field !== null && field.defaultValue === "") {
  filter(field);
  field.addEventListener("input", () => filter(field));
}

function filter(field: HTMLInputElement): void {
  let any = false;
  for (const tree of document.querySelectorAll<HTMLElement>("[data-tree]")) {
    const rows = [...tree.querySelectorAll<HTMLElement>("tr[data-level]")];
    const stays = staying(
      rows.map((row) => ({
        level: Number(row.dataset["level"]),
        words: `${row.querySelector("th")?.textContent ?? ""} ${row.dataset["number"] ?? ""}`,
      })),
      field.value,
    );
    rows.forEach((row, at) => (row.hidden = !stays[at]));
    tree.hidden = !stays.includes(true);
    any ||= !tree.hidden;
  }
  const none = document.querySelector<HTMLElement>("[data-none]");
  if (none !== null) none.textContent = any ? "" : (none.dataset["none"] ?? "");
}
