"""Every source with its licence, its last harvest and how that ended."""

from starlette.responses import Response

from places.credits import CREDITS
from web.depends import PartsOf
from web.drawing import page
from web.routes import pages
from web.views.sources import sources

router = pages()


@router.get("/sources")
def sources_page(parts: PartsOf) -> Response:
    """The list of sources."""
    shown = sources(parts.documents.sources(), parts.clock.today())
    return page("sources.html", sources=shown, credits=CREDITS)
