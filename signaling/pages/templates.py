"""Jinja2: one environment a language, so that `_()` needs no request."""

import hashlib
from importlib import resources
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web
from yarl import URL

from signaling.pages.formats import clock, span, when
from signaling.pages.language import language_of, remember_language
from signaling.pages.translations import LANGUAGES, Catalogue

STATIC = Path(str(resources.files("web_client"))) / "static"
_KEYS = {code: web.AppKey(f"templates_{code}", jinja2.Environment) for code, _ in LANGUAGES}


def install(app: web.Application, catalogues: dict[str, Catalogue]) -> None:
    for code, catalogue in catalogues.items():
        environment = aiohttp_jinja2.setup(
            app,
            app_key=_KEYS[code],
            loader=jinja2.PackageLoader("web_client"),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            catalogue.gettext, catalogue.ngettext, newstyle=True
        )
        environment.filters.update(when=when(code), clock=clock, span=span(code))
        environment.globals.update(
            lang=code,
            languages=LANGUAGES,
            static=static_url,
            strings_json_url=f"/strings/{code}.json?v={strings_version(catalogue)}",
        )


def strings_version(catalogue: Catalogue) -> str:
    return hashlib.sha256(repr(sorted(catalogue.strings.items())).encode()).hexdigest()[:12]


def static_version() -> str:
    """Changes with any file under `static/`, so that pages may be cached for long."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_VERSION = static_version()


def static_url(path: str) -> str:
    """The version is a folder, not a query: a module's own imports then carry it too."""
    return f"/static/{_VERSION}/{path}"


def language_links(address: str) -> dict[str, str]:
    """By code, this page's address in that language: with the same filters."""
    return {code: str(URL(address).update_query(lang=code)) for code, _ in LANGUAGES}


def render(
    request: web.Request, template: str, context: dict[str, Any], status: int = 200
) -> web.Response:
    code = language_of(request)
    full = {"path": request.path, "language_links": language_links(request.path_qs), **context}
    response = aiohttp_jinja2.render_template(
        template, request, full, app_key=_KEYS[code], status=status
    )
    response.headers["Content-Language"] = code
    response.headers["Cache-Control"] = "no-store"
    remember_language(request, response)
    return response
