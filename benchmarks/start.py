"""How long a server takes until it is ready: with an index at hand, and the demonstration again.

python -m benchmarks.start --listings 200000 --json
"""

from pathlib import Path
from statistics import median

from benchmarks.ready import filled
from benchmarks.reporting import Figure, run
from benchmarks.serving import serving

MOST_S, MOST_OF_DEMO_S = 3.0, 5.0
COMMAND = ("-m", "commands")
STARTS = 3


def measure(folder: Path, count: int, starts: int = STARTS) -> list[Figure]:
    """The figures; what is missing in `folder` is made first."""
    filled(folder, count).close()
    demo = folder / "demo"
    demo.mkdir(exist_ok=True)
    if not (demo / "places").exists():
        (demo / "places").symlink_to(folder / "places")
    first = _ready_s("demo", demo)
    again = median(_ready_s("demo", demo) for _ in range(starts))
    serve = median(_ready_s("serve", folder) for _ in range(starts))
    return [
        Figure(f"server with {count:,} listings ready", serve, "s", MOST_S),
        Figure("demonstration ready the first time, places built", first, "s"),
        Figure("demonstration ready again", again, "s", MOST_OF_DEMO_S),
    ]


def _ready_s(command: str, data: Path) -> float:
    with serving((*COMMAND, command), data) as served:
        return served.ready_s


if __name__ == "__main__":
    raise SystemExit(run("start", "Measures starting.", measure))
