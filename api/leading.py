"""Links of the API's description: which operation takes what another answered (OpenAPI links)."""

from typing import Any

Json = dict[str, Any]


def leads_to(operation_id: str, parameter: str, pointer: str) -> Json:
    """A link by which a client goes on: the value at `pointer` is that operation's parameter."""
    expression = f"$response.body#{pointer}"
    return {operation_id: {"operationId": operation_id, "parameters": {parameter: expression}}}


def with_links(
    answers: dict[int | str, Json], *links: Json, status: int = 200
) -> dict[int | str, Json]:
    """The answers, that of `status` with these links."""
    together = {name: said for link in links for name, said in link.items()}
    return {**answers, status: {**answers[status], "links": together}}
