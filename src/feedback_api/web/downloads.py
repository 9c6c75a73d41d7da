"""The door for taking numbers along: files and pictures of a frozen release, the same bytes for everyone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from feedback_api.flows.read_releases import parse_frozen, read_frozen, read_releases
from feedback_api.publish.charts.catalogue import CHARTS, draw, drawable
from feedback_api.publish.charts.paper import Paper
from feedback_api.publish.exports.chart_file import chart_file
from feedback_api.publish.exports.csv_file import VARIANTS
from feedback_api.publish.exports.files import MEDIA_TYPES, Wanted, file_names, write_file
from feedback_api.publish.exports.png_file import png_file
from feedback_api.terms.errors import NotPublished, NotReleased
from feedback_api.terms.period import ReportingPeriod
from feedback_api.terms.release import Frozen, Release
from feedback_api.web.pages import Pages
from feedback_api.web.public_answers import public_bytes
from feedback_api.web.services import Services

_FILES, _CHARTS = "/explore/download", "/explore/chart"
_LANGUAGES = ("en", "nl")
_KEPT = 64
"""Files kept in memory; a frozen release never changes, and a workbook takes longer to write than to send."""

_PLAIN = next(iter(VARIANTS))
_PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class _Picture:
    """A chart that a reader asks for."""

    name: str
    ending: str
    language: str


def downloads_router(services: Services, pages: Pages) -> APIRouter:
    """Routes of the files; an unknown name is answered with a page that says what exists."""
    router = APIRouter(include_in_schema=False)
    written = lru_cache(maxsize=_KEPT)(_writer(services))

    @router.get(_FILES + "/{period}/{file}")
    def download(request: Request, period: str, file: str) -> Response:
        table, _, ending = file.rpartition(".")
        wanted = Wanted(table, ending, request.query_params.get("variant", _PLAIN))
        frozen = _frozen(services, period)
        if frozen is None:
            return _no_release(services, pages, _FILES)
        release = parse_frozen(frozen)
        if file not in file_names(release) or wanted.variant not in VARIANTS:
            return _no_file(pages, _FILES, release, file_names(release))
        body = written(frozen, wanted)
        return _attached(request, body, MEDIA_TYPES[ending], wanted.name(release))

    _add_charts(router, services, pages)
    return router


def _add_charts(router: APIRouter, services: Services, pages: Pages) -> None:
    papers = {lang: Paper(pages.explore_texts(lang).text, wide=True).alone() for lang in _LANGUAGES}

    @lru_cache(maxsize=_KEPT)
    def drawn(digests: tuple[str, ...], picture: _Picture) -> bytes:
        releases = [one for one in read_releases(services.database) if one.digest in digests]
        chart = draw(picture.name, releases[0], releases, papers[picture.language])
        svg = chart_file(chart, releases[0], picture.language)
        return svg.encode() if picture.ending == "svg" else png_file(svg)

    @router.get(_CHARTS + "/{period}/{file}")
    def chart(request: Request, period: str, file: str) -> Response:
        name, _, ending = file.rpartition(".")
        language = request.query_params.get("language", _LANGUAGES[0])
        releases = read_releases(services.database)
        until = [one for one in releases if str(one.period) <= period]
        if not until or str(until[0].period) != period:
            return _no_release(services, pages, _CHARTS)
        if name in CHARTS and ending in _PICTURES and language in papers:
            try:
                body = drawn(tuple(one.digest for one in until), _Picture(name, ending, language))
            except NotPublished:
                pass  # The release holds too little for this chart: the page says which ones it has.
            else:
                plain = f"feedback-{period}-{name}-{language}.{ending}"
                return _attached(request, body, _PICTURES[ending], plain)
        names = [f"{one}.{end}" for one in drawable(until[0], until, papers["en"]) for end in _PICTURES]
        return _no_file(pages, _CHARTS, until[0], names)


def _writer(services: Services) -> Callable[[Frozen, Wanted], bytes]:
    def write(frozen: Frozen, wanted: Wanted) -> bytes:
        release = parse_frozen(frozen)
        return write_file(release, services.codebooks.version(release.codebook_version), wanted)

    return write


def _frozen(services: Services, label: str) -> Frozen | None:
    try:
        return read_frozen(services.database, ReportingPeriod.parse(label))
    except (NotReleased, ValueError):
        return None


def _attached(request: Request, body: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return public_bytes(request, body, headers, media_type)


def _no_file(pages: Pages, path: str, release: Release, names: Sequence[str]) -> Response:
    return pages.render(
        "no_such_file.html", "en", 404, path=path, period=str(release.period), names=names, periods=()
    )


def _no_release(services: Services, pages: Pages, path: str) -> Response:
    periods = [str(release.period) for release in read_releases(services.database)]
    example = "all.zip" if path == _FILES else "themes.svg"
    return pages.render(
        "no_such_file.html", "en", 404, path=path, period="", names=(), periods=periods, example=example
    )
