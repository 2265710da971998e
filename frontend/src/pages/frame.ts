// Every page: keys and looks.

import { listenForKeys } from "../frame/keys";
import { askBeforeLeaving } from "../frame/leaving";
import { applyTaste } from "../frame/taste";

listenForKeys();
askBeforeLeaving(document.querySelectorAll<HTMLFormElement>("form[data-unsaved]"));
const form = document.querySelector<HTMLFormElement>("form[data-taste]");
if (form !== null) applyTaste(form);
