"""Something to be reached: a server that remembers all that comes to its port."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PATH = "/escape/"


class Listener:
    """Listens on one port of loopback, by TCP and by UDP."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.connections = 0
        self.datagrams = 0
        listener = self

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def get_request(self) -> Any:
                accepted = super().get_request()
                listener.connections += 1
                return accepted

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # a browser that hangs up, or one that speaks TLS

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                listener.requests.append(self.path)
                body = b"export default 1"
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_HEAD = do_OPTIONS = answer

            def log_message(self, format: str, *args: Any) -> None:
                pass

        while True:  # until a port is free for both
            self._server = Server(("127.0.0.1", 0), Handler)
            self.port = self._server.server_port
            self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                self._udp.bind(("127.0.0.1", self.port))
                break
            except OSError:
                self._server.server_close()
                self._udp.close()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        threading.Thread(target=self._count_datagrams, daemon=True).start()

    @property
    def address(self) -> str:
        """To which a name is added."""
        return f"http://127.0.0.1:{self.port}{_PATH}"

    @property
    def heard_of(self) -> set[str]:
        """The names that were asked for."""
        return {path.removeprefix(_PATH).partition("?")[0] for path in self.requests}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._udp.close()

    def _count_datagrams(self) -> None:
        try:
            while self._udp.recv(4096):
                self.datagrams += 1
        except OSError:
            pass  # closed
