"""The interface for programs, as pages for the people who write them: no script, no other host."""

from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.drawing import page_to_keep
from web.routes import pages
from web.views.operations import Operation, operations
from web.views.schemas import fields
from web.views.tasks import Task, in_words, policy, tasks

router = pages()
WRITTEN_FOR = "http://127.0.0.1:8000"


def _operations(request: Request) -> dict[str, Operation]:
    return operations(request.app.openapi(), str(request.base_url).rstrip("/"))


def _words(text: str) -> Markup:
    """Safe, since HTML in the text itself is shown as text."""
    return Markup(in_words(text))


@router.get("/docs")
def reference_page(request: Request) -> Response:
    """Everything that programs can ask, by door, and what each task takes."""
    by_door: dict[str, list[Operation]] = {}
    for one in _operations(request).values():
        by_door.setdefault(one.door, []).append(one)
    document = request.app.openapi()
    return page_to_keep(
        request,
        "docs.html",
        doors=by_door,
        tasks=tasks().values(),
        objects=sorted(document["components"]["schemas"]),
        meaning=document["info"]["description"],
        version=document["info"]["version"],
    )


@router.get("/docs/operations/{name}")
def operation_page(request: Request, name: str) -> Response:
    """One operation: parameters, bodies, answers, and a request to try."""
    found = _operations(request).get(name)
    if found is None:
        raise HTTPException(404)
    return page_to_keep(request, "docs_operation.html", operation=found, words=_words)


@router.get("/docs/objects/{name}")
def object_page(request: Request, name: str) -> Response:
    """One object: each of its fields with its meaning and an example."""
    found = request.app.openapi()["components"]["schemas"].get(name)
    if found is None:
        raise HTTPException(404)
    meaning = found.get("description", "")
    return page_to_keep(
        request, "docs_object.html", name=name, meaning=meaning, fields=fields(found), words=_words
    )


@router.get("/docs/tasks/{name}")
def task_page(request: Request, name: str) -> Response:
    """One task with its programs, each of which the tests run."""
    found = tasks().get(name)
    if found is None:
        raise HTTPException(404)
    return _text_page(request, found)


@router.get("/docs/policy")
def policy_page(request: Request) -> Response:
    """What clients can rely on, and how they learn that something ends."""
    return _text_page(request, policy())


def _text_page(request: Request, found: Task) -> Response:
    here = escape(str(request.base_url).rstrip("/"))
    body = Markup(found.html.replace(WRITTEN_FOR, here))
    return page_to_keep(request, "docs_task.html", task=found, body=body)
