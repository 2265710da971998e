// What was typed into a form and not sent is not left behind without a question.

/** Asks before the page is left while such a form has what was not sent; "1" says that it came back unsent. */
export function askBeforeLeaving(forms: Iterable<HTMLFormElement>): void {
  for (const form of forms) {
    let sent = false;
    form.addEventListener("submit", () => (sent = true));
    addEventListener("pageshow", () => (sent = false));
    addEventListener("beforeunload", (event) => {
      if (!sent && (form.dataset["unsaved"] === "1" || isChanged(form))) event.preventDefault();
    });
  }
}

function isChanged(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (each) =>
      (each instanceof HTMLTextAreaElement || (each instanceof HTMLInputElement && each.type !== "hidden")) &&
      each.value !== each.defaultValue,
  );
}
