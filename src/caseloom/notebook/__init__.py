"""Studies in Python and Jupyter: what a study holds as polars frames, and adding to it."""

from caseloom.notebook.merging import merge
from caseloom.notebook.study import Study, open_

open = open_  # noqa: A001 - `caseloom.open` is what people type

__all__ = ["Study", "merge", "open"]
