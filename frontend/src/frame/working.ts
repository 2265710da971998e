// A form that takes its time says so on its button, and is sent once.

/** Lets forms with `data-working` say that work is going on, once they are sent. */
export function sayWorking(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const words = form.dataset["working"];
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (words === undefined || button === null) return;
    const before = button.textContent;
    // After the form was sent: a disabled button would keep it from being.
    setTimeout(() => {
      button.disabled = true;
      button.textContent = words;
      form.setAttribute("aria-busy", "true");
    });
    // A page that comes back out of the browser's memory is no longer at work.
    addEventListener("pageshow", () => {
      button.disabled = false;
      button.textContent = before;
      form.removeAttribute("aria-busy");
    });
  });
}
