"""Caseloom: framework-guided, longitudinal, multiple-case studies."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caseloom.notebook import Study as Study
    from caseloom.notebook import merge as merge
    from caseloom.notebook import open as open  # noqa: A004 - `caseloom.open` is what people type

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the Python door only when somebody knocks, so that importing caseloom is quick."""
    if name in ("merge", "open", "Study"):
        from caseloom import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
