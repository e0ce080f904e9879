"""Where in a JSON document the tokens read so far have led."""

from harvesters.feeds.failures import PageFailed

DEEPEST = 64


class Walk:
    """Follows tokens: brackets, colons, commas, strings with their quotes and other values."""

    def __init__(self) -> None:
        self.ended = False
        self._open: list[str] = []
        self._keys: list[str] = []
        self._last = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Names of the members around the array that was just opened."""
        return tuple(self._keys[:-1]) if all(each == "{" for each in self._open[:-1]) else ("[",)

    def take(self, token: str) -> None:
        if token in ("{", "["):
            self._enter(token)
        elif token in ("}", "]"):
            self._leave(token)
        elif token == ":":
            self._keys[-1] = self._last
        self._last = token[1:-1] if token.startswith('"') else token

    def _enter(self, bracket: str) -> None:
        if len(self._open) >= DEEPEST:
            raise PageFailed("too_deep", f"the JSON nests deeper than {DEEPEST} levels")
        self._open.append(bracket)
        self._keys.append("")

    def _leave(self, bracket: str) -> None:
        opened = self._open.pop() if self._open else ""
        if opened + bracket not in ("{}", "[]"):
            raise PageFailed("not_json", f'the JSON has a "{bracket}" where none was open')
        self._keys.pop()
        self.ended = not self._open
