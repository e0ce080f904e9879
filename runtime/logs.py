"""Structured logs on standard error: one JSON object a line, plain lines on a terminal.

A line is written at one go with its end, so that those of several processes never run into one.
"""

import logging
import sys

import structlog
from structlog.typing import Processor

SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
CHATTY = ("httpx", "httpcore", "uvicorn.access", "uvicorn.asgi")


def configure() -> None:
    """Send our own and the libraries' warnings through one format; nothing logs requests' URLs.

    Every line carries what was bound to the context it is written in, such as a request's id.
    """
    renderer: Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*SHARED, structlog.processors.format_exc_info, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_libraries(renderer)], force=True)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(logging.ERROR)


def _libraries(renderer: Processor) -> logging.Handler:
    """Lines of the libraries in the same form, with the library's name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*SHARED, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    return handler
