"""One kite mark and whether it holds now, for whoever wants to check it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from journeys.awards import one_award
from web.depends import PartsOf
from web.drawing import page_to_keep
from web.routes import pages
from web.views.award import award

router = pages()


@router.get("/awards/{award_id}")
def award_page(request: Request, award_id: UUID, parts: PartsOf) -> Response:
    """An award as it stands at this moment."""
    found = one_award(parts.desk.database, parts.clock, str(award_id))
    return page_to_keep(request, "award.html", award=award(found, parts.documents))
