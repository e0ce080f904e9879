"""A span for each request, where an operator has installed OpenTelemetry and says where to.

It holds the method, the template of the route, the status and the request id: no address, no query,
no header. Of what the caller sends only `traceparent` is read.
"""

import os
from importlib.util import find_spec
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import REQUEST_ID

WHERE_TO = "OTEL_EXPORTER_OTLP_ENDPOINT"
NEEDED = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")


def is_wanted() -> bool:
    """Whether the environment names a collector of traces."""
    return bool(os.environ.get(WHERE_TO))


def tracer(version: str) -> Any:
    """A tracer that sends to the collector. Raises ImportError where OpenTelemetry is missing."""
    try:
        missing = [name for name in NEEDED if find_spec(name) is None]
    except ModuleNotFoundError:
        missing = list(NEEDED)
    if missing:
        raise ImportError(
            f"{WHERE_TO} is set and OpenTelemetry is not installed; expected the packages"
            " opentelemetry-sdk and opentelemetry-exporter-otlp-proto-http. Nothing was started."
        )
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    about = Resource({"service.name": "fingerpost", "service.version": version})
    provider = TracerProvider(resource=about)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("fingerpost", version)


class RequestSpans:
    """Wraps each request in a span of `tracer`."""

    def __init__(self, app: ASGIApp, tracer: Any) -> None:
        self.app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500

        async def send_seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        span = self._tracer.start_span("request", context=_begun_elsewhere(scope))
        try:
            await self.app(scope, receive, send_seen)
        finally:
            _tell(span, scope, status)


def _begun_elsewhere(scope: Scope) -> Any:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    parent = Headers(scope=scope).get("traceparent")
    return TraceContextTextMapPropagator().extract({"traceparent": parent} if parent else {})


def _tell(span: Any, scope: Scope, status: int) -> None:
    route = getattr(scope.get("route"), "path", "-")
    span.update_name(f"{scope['method']} {route}")
    span.set_attributes(
        {
            "http.request.method": scope["method"],
            "http.route": route,
            "http.response.status_code": status,
            "fingerpost.request_id": str(scope.get(REQUEST_ID, "")),
        }
    )
    span.end()
