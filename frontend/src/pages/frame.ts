// Every page: keys, looks, forms at work, and pictures that did not come.

import { listenForKeys } from "../frame/keys";
import { askBeforeLeaving } from "../frame/leaving";
import { sayMissingPictures } from "../frame/pictures";
import { applyTaste } from "../frame/taste";
import { sayWorking } from "../frame/working";

listenForKeys();
sayWorking();
sayMissingPictures();
askBeforeLeaving(document.querySelectorAll<HTMLFormElement>("form[data-unsaved]"));
const form = document.querySelector<HTMLFormElement>("form[data-taste]");
if (form !== null) applyTaste(form);
