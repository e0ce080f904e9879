"""How many connections of the database are in use, looked at every few seconds."""

from threading import Event, Thread

from api.measures import CONNECTIONS
from runtime.database import Database

EVERY_S = 5.0


class Sampling:
    """A thread that puts the state of the pool into its gauges until stopped."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="sampling", daemon=True)

    def start(self) -> None:
        """Begin; the first look is at once."""
        self._thread.start()

    def stop(self) -> None:
        """End at once."""
        self._stopped.set()
        self._thread.join()

    def look(self) -> None:
        """Note the connections used and idle now, of this process."""
        used, idle = self._database.connections()
        CONNECTIONS.labels("used").set(used)
        CONNECTIONS.labels("idle").set(idle)

    def _run(self) -> None:
        self.look()
        while not self._stopped.wait(EVERY_S):
            self.look()
