// The matrix page: keys, folding, names, and the cell beside it.

import "htmx.org";
import { Grid } from "../matrix/grid";
import { Panel } from "../matrix/panel";

const table = document.querySelector<HTMLTableElement>("table[data-matrix]");
if (table !== null) new Grid(table);
const panel = document.getElementById("panel");
if (panel !== null) new Panel(panel);
