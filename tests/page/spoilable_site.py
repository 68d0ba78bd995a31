"""The built site on a server whose answers a test can hold back or spoil."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SECONDS = 60.0

BLANK = b"<!doctype html><html lang=en><meta charset=utf-8><title>blank</title>"


class Site:
    """The built site on a server of its own."""

    def __init__(self, dist: Path, prefix: str = "", headers: dict[str, str] | None = None) -> None:
        self.dist = dist
        self.prefix = prefix
        self.headers = headers or {}
        self.pages: dict[str, bytes] = {"/blank.html": BLANK}
        self.requests: list[str] = []
        self.broken: set[str] = set()  # ends of paths that are answered with 503
        self._held: dict[str, threading.Event] = {}
        handler = functools.partial(_Handler, self, directory=str(dist))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.url = f"{self.origin}{prefix}/"

    def hold(self, end: str) -> Callable[[], None]:
        """Answers requests for paths that end so only after the returned function is called."""
        event = threading.Event()
        self._held[end] = event
        return event.set

    def wait_while_held(self, path: str) -> None:
        for end, event in self._held.items():
            if path.endswith(end):
                event.wait(SECONDS)

    def close(self) -> None:
        for event in self._held.values():
            event.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, site: Site, *args: Any, **options: Any) -> None:
        self.site = site
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.site.requests.append(path)
        self.site.wait_while_held(path)
        if any(path.endswith(end) for end in self.site.broken):
            self.send_error(503)
        elif not path.startswith(self.site.prefix + "/"):
            self.send_error(404)
        elif (page := self.site.pages.get(path.removeprefix(self.site.prefix))) is not None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)
        else:
            self.path = self.path.removeprefix(self.site.prefix)
            super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass
