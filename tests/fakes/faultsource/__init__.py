"""A local source that misbehaves: each scenario answers at /s/<scenario>/, and counts are kept."""

from tests.fakes.faultsource.server import FaultSource
from tests.fakes.faultsource.wire import Asked, Scenario, Wire

__all__ = ["Asked", "FaultSource", "Scenario", "Wire"]
