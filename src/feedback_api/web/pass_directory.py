"""The keys of passes that this house accepts, for anybody's browser to compare with what the issuer says.

An issuer that gave one person another key than everybody could know that person's passes again. So the
script that makes a pass asks here first. Source: RFC 9576 (Privacy Pass architecture), section 6.2.
"""

from collections.abc import Callable, Sequence

from fastapi import APIRouter
from starlette.responses import Response

from feedback_api.privacy_pass.directory import MEDIA_TYPE, PATH, write_directory
from feedback_api.terms.passes import PassKey


def pass_directory_router(keys: Callable[[], Sequence[PassKey]], request_address: str) -> APIRouter:
    """The route of the directory, in the shape in which the issuer publishes its own."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def directory() -> Response:
        # The same bytes for everybody, so a page of any site may read them.
        shared = {"Access-Control-Allow-Origin": "*"}
        return Response(write_directory(keys(), request_address), headers=shared, media_type=MEDIA_TYPE)

    return router
