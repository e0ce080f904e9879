"""A publisher's table that takes its time: `python -m tests.fakes.slow_feed PORT SECONDS ROWS`."""

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PIECES = 40


def main(port: int, seconds: float, rows: int) -> None:
    """Serve the same made-up clubs on 127.0.0.1 until ended."""
    table = "name,postcode,description\n" + "".join(
        f"Club {number} (made up),M33 7ZF,Tea number {number}\n" for number in range(rows)
    )

    class Feed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = table.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/csv")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            step = len(body) // PIECES + 1
            for start in range(0, len(body), step):
                time.sleep(seconds / PIECES)
                self.wfile.write(body[start : start + step])

        def log_message(self, *_: object) -> None:
            return None

    ThreadingHTTPServer(("127.0.0.1", port), Feed).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
