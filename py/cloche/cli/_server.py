"""A small static file server on loopback: for ``cloche serve``, ``cloche run`` and the tests."""

from __future__ import annotations

import contextlib
import http.server
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from cloche.cli._exit import CliError

# What makes a page cross-origin isolated, which SharedArrayBuffer needs
# (https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated).
ISOLATION_HEADERS: Final[Mapping[str, str]] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Written out because the machine's own table (mimetypes reads it) may lack or twist these, and a
# browser refuses a module script or streaming compilation of the wrong type.
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ts": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keeps connections open: the site is some twenty files
    extra_headers: Mapping[str, str] = {}
    timeout = 60

    def guess_type(self, path: Any) -> str:
        return _TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def end_headers(self) -> None:
        # The site is rebuilt in place: let browsers ask each time (they get 304s).
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in self.extra_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        self.send_error(404, "File not found")

    def log_message(self, format: str, *args: Any) -> None:
        pass


class SiteServer(http.server.ThreadingHTTPServer):
    """Serves one folder on 127.0.0.1; ``url`` is its address, which ends in a slash."""

    daemon_threads = True
    request_queue_size = 128

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that goes away in mid-transfer is nothing to report.
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def make_server(
    path: Path | str, *, port: int = 0, headers: Mapping[str, str] | None = None
) -> SiteServer:
    """A server for the folder ``path``, bound to its port (0: any free one) but not yet serving.

    ``headers`` go with every response. Raises ``CliError`` when the folder does not exist or the
    port can't be had.
    """
    folder = Path(path).resolve()
    if not folder.is_dir():
        raise CliError(f"there is no folder {folder} to serve")

    class Handler(_Handler):
        extra_headers = dict(headers or {})

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, directory=str(folder), **kwargs)

    try:
        return SiteServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise CliError(
            f"port {port} can't be used ({error.strerror}): choose another with --port, "
            "or leave it out for any free one"
        ) from error
    except OverflowError as error:
        raise CliError(f"port must be from 0 to 65535, not {port}") from error


@contextlib.contextmanager
def serve_site(
    path: Path | str, headers: Mapping[str, str] | None = None, *, port: int = 0
) -> Iterator[SiteServer]:
    """Serve the folder ``path`` from a thread for as long as the block runs; see ``.url``."""
    server = make_server(path, port=port, headers=headers)
    thread = threading.Thread(
        target=server.serve_forever,
        kwargs={"poll_interval": 0.05},
        name="cloche-serve",
        daemon=True,
    )
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
