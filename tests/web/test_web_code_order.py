"""The team's own codes, moved up and down on the codebook's page."""

import html
import re

from django.test import Client

from caseloom.coding.actions import add_code
from caseloom.coding.model import NewCode
from caseloom.web.shelf import Shelved
from tests.web.test_web_record import offered, send, text_of


def test_a_code_is_moved_and_what_cannot_be_is_said(browser: Client, shelved: Shelved, root: str) -> None:
    study = shelved.study
    add_code(study.file, study.viewer, NewCode(label="Evenings"))
    page = text_of(browser, f"{root}/codebook")
    arrow = r'<span aria-hidden="true">↑</span><span[^>]*>'
    key = re.search(rf'name="up" value="(\w+)"[^>]*>{arrow}Move up: Evenings', page)
    assert key is not None
    said = send(browser, root, f"{root}/codebook/order", up=key[1])
    assert said.redirect_chain[-1][0] == f"{root}/codebook#c-{key[1]}"
    page = text_of(browser, f"{root}/codebook")
    assert page.index("Move up: Evenings") < page.index("Move up: Mornings")
    again = html.unescape(send(browser, root, f"{root}/codebook/order", up=key[1]).content.decode())
    assert "“Evenings” stays where it is" in again
    undo = offered(text_of(browser, root), "undo")
    assert undo is not None
    assert undo[0] == "Undo: Ines Marklund changed the order of 2 codes in the codebook."
    assert send(browser, root, f"{root}/codebook/order", down="nonsense").status_code == 404
    assert "Move up" not in text_of(browser, f"{root}/codebook", show="unused")
