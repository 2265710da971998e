"""The framework packs that come with Caseloom, as text: the one way to their files, also from a wheel."""

from importlib import resources

PACKS = ("cfir2022", "cfir_outcomes", "cfir2009", "gh2004", "rogers2003", "lozeau2002", "ext.mulvale2024")
CROSSWALK = "crosswalk"
VERSION_MAPS = ("cfir2009_to_2022",)


def names() -> tuple[str, ...]:
    """The ids of the packs, in the order in which a researcher is offered them."""
    return PACKS


def text(pack_id: str) -> str:
    """The TOML text of a pack, of `CROSSWALK` or of one of `VERSION_MAPS`; LookupError for any other name."""
    if pack_id not in (*PACKS, CROSSWALK, *VERSION_MAPS):
        raise LookupError(f'There is no pack "{pack_id}". The packs are: {", ".join(PACKS)}.')
    return resources.files(__name__).joinpath(f"{pack_id}.toml").read_text(encoding="utf-8")
