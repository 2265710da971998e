"""XML from strangers: parsed without entities, document types, network or boundless depth."""

from lxml import etree

from caseloom.sources.readers.errors import DeclaresEntities, FileDamaged


def parse(name: str, data: bytes, format_: str) -> etree._Element:
    """The root of an XML part; raises DeclaresEntities or FileDamaged."""
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise DeclaresEntities(name=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        reason = " ".join(str(problem).split())[:80]
        raise FileDamaged(name=name, format=format_, reason=reason) from None
    docinfo = root.getroottree().docinfo
    # The stubs know of no such property.
    if getattr(docinfo, "doctype", ""):
        raise DeclaresEntities(name=name)
    return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    # The stubs know of no comments and entities among the children; their "name" is a function.
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
