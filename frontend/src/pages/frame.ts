// Every page: keys, looks, and forms at work.

import { listenForKeys } from "../frame/keys";
import { applyTaste } from "../frame/taste";
import { sayWorking } from "../frame/working";

listenForKeys();
sayWorking();
const form = document.querySelector<HTMLFormElement>("form[data-taste]");
if (form !== null) applyTaste(form);
