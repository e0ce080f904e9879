"""What this is, where it comes from, what is not kept, and how accessible it is."""

from starlette.responses import Response

from web.depends import PartsOf
from web.drawing import page
from web.routes import pages
from web.views.sources import sources

router = pages()


@router.get("/about")
def about_page(parts: PartsOf) -> Response:
    """One short page for all of it."""
    shown = sources(parts.documents.sources(), parts.clock.today())
    return page("about.html", sources=shown)
