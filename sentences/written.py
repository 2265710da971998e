"""Messages that stand in the code of pages: in calls of gettext, and in the tags of templates."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_file
from django.template import engines
from django.template.base import NodeList, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from sentences.message import Message

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "caseloom"
WEB = SRC / "web"

# `spoken` and `Phrase` are how rooms mark what they hand to the doors; see caseloom.language.
_CALLS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "spoken": None,
    "Phrase": None,
}
# Doors that speak English only, for now, and what only they can raise or show.
ENGLISH_ONLY = ("building", "cli", "frameworks", "notebook", "reporting")


def in_python() -> Iterator[Message]:
    """What stands in calls, in every module that pages may speak for."""
    for path in sorted(SRC.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if path.relative_to(SRC).parts[0] in ENGLISH_ONLY:
            continue
        for _line, found, _comments, context in extract_from_file("python", path, keywords=_CALLS):
            one, many = found if isinstance(found, tuple) else (found, "")
            yield Message(where, one, many, context or "")


def in_templates() -> Iterator[Message]:
    """What stands in `{% translate %}` and `{% blocktranslate %}`, as Django itself reads them."""
    for path in sorted(WEB.rglob("*.html")):
        template = Template(path.read_text(encoding="utf-8"), engine=engines["django"].engine)
        for node in _nodes(template.nodelist):
            yield _message(path.relative_to(ROOT).as_posix(), node)


def _nodes(nodes: Iterable[Any]) -> Iterator[TranslateNode | BlockTranslateNode]:
    for node in nodes:
        if isinstance(node, TranslateNode | BlockTranslateNode):
            yield node
        for inner in getattr(node, "child_nodelists", ()):
            yield from _nodes(getattr(node, inner, None) or NodeList())
        for _condition, inside in getattr(node, "conditions_nodelists", ()):
            yield from _nodes(inside)


def _message(where: str, node: TranslateNode | BlockTranslateNode) -> Message:
    context = str(node.message_context.var) if node.message_context else ""
    if isinstance(node, TranslateNode):
        return Message(where, node.filter_expression.var.literal, context=context)
    one, _names = node.render_token_list(node.singular)
    many = node.render_token_list(node.plural)[0] if node.plural else ""
    return Message(where, one, many, context)
