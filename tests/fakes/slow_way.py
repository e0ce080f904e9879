"""A way to a server through which answers can be made to come late."""

import socket
import time
from contextlib import suppress
from threading import Thread

PIECE = 65_536


class SlowWay:
    """Passes connections of this machine on to `port`; each piece of an answer waits `delay_s`."""

    def __init__(self, port: int) -> None:
        self.delay_s = 0.0
        self._to = ("127.0.0.1", port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                asked, _ = self._listening.accept()
            except OSError:
                return
            try:
                there = socket.create_connection(self._to)
            except OSError:
                asked.close()
                continue
            Thread(target=self._pass, args=(asked, there, False), daemon=True).start()
            Thread(target=self._pass, args=(there, asked, True), daemon=True).start()

    def _pass(self, here: socket.socket, there: socket.socket, late: bool) -> None:
        try:
            while piece := here.recv(PIECE):
                if late:
                    time.sleep(self.delay_s)
                there.sendall(piece)
        except OSError:
            pass
        finally:
            for one in (here, there):
                _end(one)


def _end(connection: socket.socket) -> None:
    """Close it, also where another thread waits for what comes."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
