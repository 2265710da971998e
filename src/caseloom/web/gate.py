"""Who may speak to this server at all: this machine's own browser, at the address we gave it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from caseloom.web import failures
from caseloom.web.desk import desk_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SAME_SITE = frozenset({"same-origin", "none"})


class LoopbackOnly:
    """Refuses other hosts' names (DNS rebinding) and writes that another page sent."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        port = desk_of(request).port
        if not is_our_host(request.META.get("HTTP_HOST", ""), port):
            return failures.wrong_host(request)
        if request.method not in SAFE and not is_our_page(request.META, port):
            return failures.wrong_origin(request)
        return self.answer(request)


def our_hosts(port: int) -> frozenset[str]:
    """The only names under which this server answers."""
    return frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})


def is_our_host(host: str, port: int) -> bool:
    """Whether the Host header names this machine and this port."""
    return host in our_hosts(port)


def is_our_page(meta: dict[str, str], port: int) -> bool:
    """Whether a write comes from one of our own pages.

    A browser says so in Origin or Sec-Fetch-Site; a request that carries neither is refused.
    """
    origin, site = meta.get("HTTP_ORIGIN"), meta.get("HTTP_SEC_FETCH_SITE")
    if origin is None and site is None:
        return False
    origin_ours = origin is None or origin in {f"http://{host}" for host in our_hosts(port)}
    return origin_ours and (site is None or site in SAME_SITE)
