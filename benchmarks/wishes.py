"""What is measured, in the order of the table, and what is wished of it at which size."""

from dataclasses import dataclass, field

from benchmarks.measuring import Wish


@dataclass(frozen=True)
class Line:
    """Something that is measured: its name for people, and its wishes by size ("" for every size)."""

    key: str
    name: str
    wishes: dict[str, Wish] = field(default_factory=dict)

    def wish(self, size: str) -> Wish | None:
        """The wish at a size, None where there is none."""
        return self.wishes.get(size) or self.wishes.get("")


_IMPORT = Wish(3, times_floor=True)
_SECOND = Wish(1.0)
_THIRD = Wish(0.3333)

LINES = (
    Line(
        "import", "import all texts, one source after the other", {"S": _IMPORT, "M": _IMPORT, "L": _IMPORT}
    ),
    Line("codings", "write all codings, source by source"),
    Line("one_coding", "save one coding made by hand", {"": Wish(0.003)}),
    Line("undo", "undo a coding", {"": Wish(0.010)}),
    Line("redo", "redo a coding"),
    Line("size", "size of the file", {}),
    Line("record_size", "what the record of changes adds to the file", {"L": Wish(0.25)}),
    Line(
        "record_import", "what the record adds to importing a source", {"S": _THIRD, "M": _THIRD, "L": _THIRD}
    ),
    Line("open_home", "open one's own study and read its home", {"L": _SECOND}),
    Line("open_matrix", "open one's own study and read the matrix", {"L": _SECOND}),
    Line("home", "study home"),
    Line("matrix", "matrix: informants by code, 3 cases and 4 waves", {"M": Wish(0.1), "L": Wish(1.0)}),
    Line("passages", "first 50 passages of the most used code", {"M": Wish(0.010), "L": Wish(0.020)}),
    Line("phrase", "search a frequent phrase, 50 results in context", {"M": Wish(0.020), "L": Wish(0.100)}),
    Line("rare", "search a rare word", {"M": Wish(0.020), "L": Wish(0.100)}),
    Line("source", "a source with its turns and highlights"),
    Line("start", "process start to first page", {"": Wish(0.8)}),
    Line("page_home", "page: study home"),
    Line("page_matrix", "page: matrix"),
    Line("page_code", "page: most used code with its passages"),
    Line("page_search", "page: search"),
    Line("page_sources", "page: the list of sources"),
    Line("page_source", "page: a source with highlights"),
    Line("canvas_text", "canvas: first text can be read, opened from the list", {"V": Wish(0.3)}),
    Line("canvas_view", "canvas: all highlights in view painted, opened from the list", {"V": Wish(0.4)}),
    Line("canvas_painted", "canvas: all highlights painted, opened from the list", {"D": Wish(0.15)}),
    Line("canvas_tab", "canvas: all highlights painted in a new tab, which the browser starts first"),
    Line("canvas_apply", "canvas: a code applied, from key to paint", {"D": Wish(0.08), "V": Wish(0.08)}),
    Line("canvas_server", "canvas: a code applied, in the server", {"D": Wish(0.02), "V": Wish(0.02)}),
    Line("canvas_box", "canvas: the command box answers a letter", {"V": Wish(0.03)}),
    Line("canvas_scroll", "canvas: longest frame while scrolling", {"V": Wish(0.05)}),
    Line("canvas_memory", "canvas: memory of the page's process", {"V": Wish(150)}),
    Line("merge", "merge two copies that two people coded in", {"M": Wish(5.0)}),
    Line("fold", "fold every row from its changes", {"M": Wish(3.0)}),
    Line("backup", "back the study up while it is read", {"L": Wish(2.0)}),
    Line("memory", "the server's memory at its highest", {"L": Wish(300)}),
)
BY_KEY = {line.key: line for line in LINES}
