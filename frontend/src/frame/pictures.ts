// A page's picture that did not come: in its place stands that it did not.

/** Shows the words of `[data-no-picture]` where the picture that they lie over fails. */
export function sayMissingPictures(): void {
  for (const words of document.querySelectorAll<HTMLElement>("[data-no-picture]")) {
    const picture = words.parentElement?.querySelector("img");
    if (picture === null || picture === undefined) continue;
    const say = () => words.toggleAttribute("hidden", false);
    if (picture.complete && picture.naturalWidth === 0) say();
    else picture.addEventListener("error", say);
  }
}
