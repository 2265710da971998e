// Every page: keys and looks.

import { listenForKeys } from "../frame/keys";
import { applyTaste } from "../frame/taste";

listenForKeys();
const form = document.querySelector<HTMLFormElement>("form[data-taste]");
if (form !== null) applyTaste(form);
