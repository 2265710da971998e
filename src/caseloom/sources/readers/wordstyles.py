"""What Word's styles and properties say of a paragraph or a run: heading, list, hidden, deleted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from caseloom.sources.readers.trees import attribute, local

_HEADING = re.compile(r"heading ([1-9])$", re.I)


@dataclass(frozen=True)
class Styles:
    """The styles of one document by id: heading levels, list depths, hidden character styles."""

    levels: dict[str, int] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    invisible: frozenset[str] = frozenset()
    language: str | None = None

    def heading(self, paragraph: etree._Element) -> int | None:
        """The level of a heading, 1 to 9; None for any other paragraph."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return None
        outline = child(properties, "outlineLvl")
        if outline is not None:
            return _level(outline)
        return self.levels.get(_style(properties, "pStyle"))

    def depth(self, paragraph: etree._Element) -> int | None:
        """The depth of a list item, 1 for the outermost; None for any other paragraph."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return None
        return _depth(properties) or self.lists.get(_style(properties, "pStyle"))

    def hidden(self, run: etree._Element) -> bool:
        """Whether a run is formatted as hidden text."""
        properties = child(run, "rPr")
        if properties is None:
            return False
        vanish = child(properties, "vanish")
        if vanish is not None:
            return _on(vanish)
        return _style(properties, "rStyle") in self.invisible


def read(root: etree._Element | None) -> Styles:
    """Read styles.xml; a style without its own level or list has that of the style it is based on."""
    if root is None:
        return Styles()
    styles = {attribute(style, "styleId") or "": style for style in root if local(style) == "style"}
    levels = {key: level for key in styles if (level := _inherited(key, styles, _own_level))}
    lists = {key: depth for key in styles if (depth := _inherited(key, styles, _own_depth))}
    invisible = frozenset(key for key, style in styles.items() if _vanishes(style))
    return Styles(levels, lists, invisible, _language(root))


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child of that local name."""
    for element in parent:
        if local(element) == name:
            return element
    return None


def mark_deleted(paragraph: etree._Element) -> bool:
    """Whether the paragraph's own end was deleted or moved away, so that it joins the next."""
    properties = child(paragraph, "pPr")
    marks = child(properties, "rPr") if properties is not None else None
    return marks is not None and any(local(element) in ("del", "moveFrom") for element in marks)


def row_deleted(row: etree._Element) -> bool:
    """Whether a table row was deleted as a tracked change."""
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _style(properties: etree._Element, name: str) -> str:
    style = child(properties, name)
    return "" if style is None else attribute(style, "val") or ""


def _level(outline: etree._Element) -> int | None:
    value = attribute(outline, "val") or ""
    return int(value) + 1 if value in set("012345678") else None


def _depth(properties: etree._Element) -> int | None:
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    list_, level = child(numbering, "numId"), child(numbering, "ilvl")
    if list_ is not None and attribute(list_, "val") == "0":
        return None
    value = "0" if level is None else attribute(level, "val") or "0"
    return int(value) + 1 if value in set("012345678") else 1


def _on(toggle: etree._Element) -> bool:
    return attribute(toggle, "val") not in ("0", "false", "off")


def _own_level(style: etree._Element) -> int | None:
    name = child(style, "name")
    called = "" if name is None else attribute(name, "val") or ""
    found = _HEADING.match(called)
    if found:
        return int(found[1])
    if called.lower() == "title":
        return 1
    properties = child(style, "pPr")
    outline = child(properties, "outlineLvl") if properties is not None else None
    return _level(outline) if outline is not None else None


def _own_depth(style: etree._Element) -> int | None:
    properties = child(style, "pPr")
    return _depth(properties) if properties is not None else None


def _vanishes(style: etree._Element) -> bool:
    properties = child(style, "rPr")
    vanish = child(properties, "vanish") if properties is not None else None
    return attribute(style, "type") == "character" and vanish is not None and _on(vanish)


def _inherited(
    key: str, styles: dict[str, etree._Element], own: Callable[[etree._Element], int | None]
) -> int | None:
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        value = own(styles[key])
        if value:
            return value
        key = _style(styles[key], "basedOn")
    return None


def _language(root: etree._Element) -> str | None:
    defaults = child(root, "docDefaults")
    for element in defaults.iter() if defaults is not None else ():
        if local(element) == "lang":
            return attribute(element, "val")
    return None
