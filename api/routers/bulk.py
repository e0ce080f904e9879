"""Everything published, as files: their list, the files, and what is told of each."""

from base64 import b64encode
from typing import Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.addressing import here
from api.asking import from_query
from api.depends import PartsOf
from api.files import serve_file
from api.openapi import answered_or_unchanged, problems
from api.parameters import NothingAsked
from api.parts import Parts
from api.ranges import Version
from api.serving import JSON, serve_body
from journeys.exports.bulk import Bulk, FilesAwaited, NoSuchFile
from journeys.exports.formats import FORMATS
from journeys.exports.manifest import (
    MANIFEST,
    Credited,
    FileManifest,
    FileTold,
    Manifest,
    Moment,
)

router = APIRouter(tags=["bulk"])
NAMES = [name for one in FORMATS.values() for name in (one.file, f"{one.file}{MANIFEST}")]
MOST_LICENCES, LONGEST_WAIT_S = 10, 3_600
Nothing = Annotated[NothingAsked, Depends(from_query(NothingAsked))]
Name = Annotated[
    str,
    Path(
        pattern=r"^[a-z.-]{1,60}$",
        description="The file's name; with `.manifest.json` what is told of it.",
        examples=["services.csv"],
        json_schema_extra={"enum": NAMES},
    ),
]
WHOLE: dict[str, Any] = {one.media_type: {} for one in FORMATS.values()}


class Offered(FileTold):
    """A file and where it is."""

    href: str = Field(examples=["https://directory.example/bulk/services.csv"])
    manifest: str = Field(examples=["https://directory.example/bulk/services.csv.manifest.json"])


class BulkIndex(Moment):
    """The files that are served, all of one moment."""

    services: int = Field(description="How many services are published.", examples=[299])
    files: tuple[Offered, ...]
    sources: tuple[Credited, ...] = Field(description="Whose words stand in them.")


@router.get("/bulk", include_in_schema=False)
@router.get(
    "/bulk/",
    operation_id="list_files",
    response_class=Response,
    responses={
        **answered_or_unchanged(BulkIndex, "The files."),
        **problems(errors.ParametersRefused, FilesAwaited),
    },
)
def list_files(request: Request, asked: Nothing, parts: PartsOf) -> Response:
    """Which files there are: format, length, SHA-256, counts, and whose words stand in them.

    All are of one `generation`, the number of the newest change that they hold. After a withdrawal
    the lines are there first, and alone until the others are made.
    """
    manifest = _bulk(parts).manifest()
    place = f"{here(request, parts)}/bulk"
    files = [_offered(one, place) for one in manifest.files]
    kept = manifest.model_dump(
        mode="json", exclude_none=True, exclude={"shape", "took_s", "others_in_s"}
    )
    return serve_body(request, orjson.dumps({**kept, "files": files}))


@router.get(
    "/bulk/{name}",
    operation_id="show_file",
    response_class=Response,
    responses={
        200: {
            "model": FileManifest,
            "content": WHOLE,
            "description": "The file, or what is told of it.",
        },
        206: {"content": WHOLE, "description": "The part that was asked for."},
        304: {"description": "Unchanged since the entity tag or day that was sent."},
        **problems(errors.ParametersRefused, NoSuchFile, errors.RangeNotThere, FilesAwaited),
    },
)
def show_file(request: Request, name: Name, asked: Nothing, parts: PartsOf) -> Response:
    """A file, or with `Range: bytes=…` one part of it.

    `If-Range` with the entity tag makes sure that parts are of one file. Several ranges at once
    are not heeded: the whole file is answered. Nothing withdrawn is served: from a withdrawal on,
    and when a kite mark begins or ends, the answer is 503 with `Retry-After` until the next files
    are there.
    """
    opened = _bulk(parts).open(name)
    place = f"{here(request, parts)}/bulk"
    if name.endswith(MANIFEST):
        with opened.file as file:
            return serve_body(request, file.read())
    told = opened.manifest.of(name)
    if told is None:
        opened.file.close()
        raise NoSuchFile
    version = Version(f'"{told.sha256[:32]}"', opened.manifest.made_at)
    headers = _headers(opened.manifest, told, place)
    return serve_file(request, opened.file, version, told.media_type, headers)


def _bulk(parts: Parts) -> Bulk:
    if parts.bulk is None:
        raise FilesAwaited("This server serves no files.", LONGEST_WAIT_S)
    return parts.bulk


def _offered(one: FileTold, place: str) -> dict[str, Any]:
    href = f"{place}/{one.name}"
    return {**one.model_dump(mode="json"), "href": href, "manifest": f"{href}{MANIFEST}"}


def _headers(manifest: Manifest, told: FileTold, place: str) -> dict[str, str]:
    stem, _, kind = told.name.partition(".")
    digest = b64encode(bytes.fromhex(told.sha256)).decode()
    links = [
        f'<{place}/{told.name}{MANIFEST}>; rel="describedby"; type="{JSON}"',
        *(f'<{url}>; rel="license"' for url in _licences(manifest)),
    ]
    return {
        "Content-Disposition": f'attachment; filename="{stem}-g{manifest.generation}.{kind}"',
        "Link": ", ".join(links),
        "Repr-Digest": f"sha-256=:{digest}:",
    }


def _licences(manifest: Manifest) -> list[str]:
    """The texts of the licences; where they are many the manifest alone names all."""
    found = dict.fromkeys(one.licence_url for one in manifest.sources if one.licence_url)
    return [quote(url, safe="/:?#[]@!$&'()*+;=%~") for url in list(found)[:MOST_LICENCES]]
