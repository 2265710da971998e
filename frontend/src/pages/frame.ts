// Every page: keys, looks, and forms at work.

import { listenForKeys } from "../frame/keys";
import { askBeforeLeaving } from "../frame/leaving";
import { applyTaste } from "../frame/taste";
import { sayWorking } from "../frame/working";

listenForKeys();
sayWorking();
askBeforeLeaving(document.querySelectorAll<HTMLFormElement>("form[data-unsaved]"));
const form = document.querySelector<HTMLFormElement>("form[data-taste]");
if (form !== null) applyTaste(form);
