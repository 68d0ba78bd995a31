"""``cloche serve``: the built site on loopback."""

from __future__ import annotations

import argparse
import contextlib

from cloche.cli._exit import OK
from cloche.cli._server import ISOLATION_HEADERS, make_server
from cloche.cli._site import find_site


def serve(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C; the exit code."""
    site = find_site(arguments.site, needs="index.html")
    headers = ISOLATION_HEADERS if arguments.isolated else None
    with make_server(site, port=arguments.port, headers=headers) as server:
        print(f"Cloche is at {server.url} (Ctrl-C ends it)", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever(poll_interval=0.1)
    print()
    return OK
