"""What a stranger sends is not taken in: only our own pages may send more than a small form."""

from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from caseloom.web.gate import is_our_host, is_our_page

SMALL = 1_000_000


def channel_for(port: int) -> type[HTTPChannel]:
    """Connections of the server at that port; looked at are the headers, before any of the body is kept."""

    class Parser(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            large = self.chunked or self.content_length > SMALL
            if large and not _is_ours(self.headers, port):
                raise ParsingError("So much is taken from the pages of this program alone.")

    class Channel(HTTPChannel):
        parser_class = Parser

    return Channel


def _is_ours(headers: dict[str, Any], port: int) -> bool:
    said = {f"HTTP_{name}": value for name, value in headers.items()}
    return is_our_host(said.get("HTTP_HOST", ""), port) and is_our_page(said, port)
