// Theme and density take effect at once and are kept in the background; without this script, the button keeps them.

/** Makes the form of looks work without leaving the page. */
export function applyTaste(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  if (button !== null) button.hidden = true;
  form.addEventListener("change", () => {
    const chosen = new FormData(form);
    const page = document.documentElement;
    const [theme, density] = [chosen.get("theme"), chosen.get("density")];
    if (typeof theme === "string") page.dataset["theme"] = theme;
    if (typeof density === "string") page.dataset["density"] = density;
    keep(form, chosen).catch(() => {
      if (button !== null) button.hidden = false;
    });
  });
}

async function keep(form: HTMLFormElement, chosen: FormData): Promise<void> {
  const words = new URLSearchParams();
  chosen.forEach((value, name) => typeof value === "string" && words.append(name, value));
  const answer = await fetch(form.action, { method: "POST", body: words, redirect: "manual" });
  // A redirect that is not followed is the server's yes.
  if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error("the look was not kept");
}
