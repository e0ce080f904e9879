"""One error as it is answered: an RFC 9457 problem document.

No problem repeats what was sent, with one exception: a place that means nothing is named to the
person who asked for it, in the body of the answer and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import Scope

from api.errors import Fault
from api.kinds import Kind

MEDIA_TYPE = "application/problem+json"
REQUEST_ID = "fingerpost.request_id"
FHIR, FHIR_MEDIA_TYPE = "/fhir/", "application/fhir+json"
ISSUE_TYPES: Mapping[int, str] = {
    400: "invalid",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    410: "deleted",
    413: "too-long",
    415: "not-supported",
    422: "invalid",
    429: "throttled",
    500: "exception",
    503: "transient",
    507: "no-store",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as it is answered."""

    kind: Kind
    detail: str
    faults: Sequence[Fault] = ()
    members: Mapping[str, Any] | None = None
    headers: Mapping[str, str] | None = None

    def body(self, request_id: str) -> bytes:
        shown: dict[str, Any] = {
            "type": self.kind.type,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "request_id": request_id,
            **(self.members or {}),
        }
        if self.faults:
            shown["errors"] = [_shown(fault) for fault in self.faults]
        return orjson.dumps(shown)

    def response(self, scope: Scope) -> Response:
        """The problem as an answer that nobody keeps."""
        headers = {"Cache-Control": "no-store", **(self.headers or {})}
        if scope["path"].startswith(FHIR):
            return Response(self.outcome(), self.kind.status, headers, FHIR_MEDIA_TYPE)
        body = self.body(str(scope.get(REQUEST_ID, "")))
        return Response(body, self.kind.status, headers, MEDIA_TYPE)

    def outcome(self) -> bytes:
        """The problem as FHIR has it, one issue for each fault."""
        issue = {
            "severity": "error",
            "code": ISSUE_TYPES.get(self.kind.status, "processing"),
            "details": {"text": self.kind.title},
            "diagnostics": self.detail,
        }
        issues = [{**issue, **_located(fault)} for fault in self.faults] or [issue]
        return orjson.dumps({"resourceType": "OperationOutcome", "issue": issues})


def _located(fault: Fault) -> dict[str, Any]:
    where = fault.parameter or fault.pointer
    told = f"{where}: {fault.detail}" if where else fault.detail
    return {"diagnostics": told, **({"expression": [where]} if where else {})}


def _shown(fault: Fault) -> dict[str, str]:
    said = {"parameter": fault.parameter, "pointer": fault.pointer, "detail": fault.detail}
    return {name: value for name, value in said.items() if value is not None}
