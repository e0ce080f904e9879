"""GeoJSON: a feature for each place of a service, one on a line."""

from collections.abc import Mapping

import orjson

from journeys.exports.exported import Exported
from journeys.exports.output import Output
from schema.tabular.features import features


class Points:
    """One FeatureCollection (RFC 7946)."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._features = 0
        self._placed = 0
        self._unplaced = 0
        output.write(b'{"type":"FeatureCollection","features":[\n')

    def add(self, one: Exported) -> None:
        made = [orjson.dumps(feature) for feature in features(one.service, one.row)]
        for feature in made:
            self._output.write(b",\n" + feature if self._features else feature)
            self._features += 1
        self._placed += bool(made)
        self._unplaced += not made

    def finish(self) -> Mapping[str, int]:
        self._output.write(b"\n]}\n")
        return {
            "features": self._features,
            "services": self._placed,
            "services_without_a_point": self._unplaced,
        }
