"""How a person likes their pages: theme, density and language, kept in cookies, rendered by the server."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from caseloom.web import languages

THEMES = ("system", "light", "dark", "contrast")
DENSITIES = ("comfortable", "compact")
COOKIE = "caseloom-taste"


@dataclass(frozen=True)
class Taste:
    """A theme and a density; both always one of the known words."""

    theme: str = THEMES[0]
    density: str = DENSITIES[0]


def taste_of(request: HttpRequest) -> Taste:
    """The taste in the request's cookie; unknown words fall back to the first of each list."""
    theme, _, density = request.COOKIES.get(COOKIE, "").partition(".")
    return _known(theme, density)


def _known(theme: str, density: str) -> Taste:
    return Taste(
        theme=theme if theme in THEMES else THEMES[0],
        density=density if density in DENSITIES else DENSITIES[0],
    )


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme, density and language and return to the page they were chosen on."""
    held = taste_of(request)
    chosen = _known(request.POST.get("theme", held.theme), request.POST.get("density", held.density))
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        COOKIE, f"{chosen.theme}.{chosen.density}", max_age=languages.A_YEAR, httponly=True, samesite="Lax"
    )
    # In the cookie that Django's own middleware reads; without one, what the browser asks for counts.
    language = request.POST.get("language", "")
    if languages.is_known(language):
        response.set_cookie(
            languages.COOKIE, language, max_age=languages.A_YEAR, httponly=True, samesite="Lax"
        )
    return response
