"""The static server, over real connections."""

from __future__ import annotations

import concurrent.futures
import http.client
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from cloche.cli._exit import CliError
from cloche.cli._server import ISOLATION_HEADERS, make_server, serve_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<title>here</title>")
    (tmp_path / "sub").mkdir()
    for name in ("a.wasm", "a.mjs", "a.js", "a.whl", "a.zip", "a.css", "a.json", "a.svg", "a.xyz"):
        (tmp_path / "sub" / name).write_bytes(b"\0" * 10)
    (tmp_path.parent / "secret.txt").write_text("not served")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("sub/a.wasm", "application/wasm"),
        ("sub/a.mjs", "text/javascript; charset=utf-8"),
        ("sub/a.js", "text/javascript; charset=utf-8"),
        ("sub/a.whl", "application/zip"),
        ("sub/a.zip", "application/zip"),
        ("sub/a.css", "text/css; charset=utf-8"),
        ("sub/a.json", "application/json"),
        ("sub/a.svg", "image/svg+xml"),
        ("sub/a.xyz", "application/octet-stream"),
    ],
)
def test_types(site: Path, path: str, kind: str) -> None:
    with serve_site(site) as server, urllib.request.urlopen(server.url + path) as response:
        assert response.headers["Content-Type"] == kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Cross-Origin-Opener-Policy" not in response.headers


def test_own_headers_go_with_every_response(site: Path) -> None:
    with serve_site(site, ISOLATION_HEADERS) as server:
        for path in ("", "sub/a.wasm", "missing"):
            try:
                headers = urllib.request.urlopen(server.url + path).headers
            except urllib.error.HTTPError as error:
                headers = error.headers
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"


@pytest.mark.parametrize("path", ["missing", "sub/", "/../secret.txt", "/%2e%2e/secret.txt"])
def test_what_is_not_there_or_not_to_be_seen(site: Path, path: str) -> None:
    with serve_site(site) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("GET", path if path.startswith("/") else "/" + path)
        assert connection.getresponse().status == 404
        connection.close()


def test_a_changed_file_is_seen_at_once(site: Path) -> None:
    with serve_site(site) as server:
        for text in ("one", "two!"):
            (site / "x.txt").write_text(text)
            with urllib.request.urlopen(server.url + "x.txt") as response:
                assert response.read() == text.encode()
                assert response.headers["Cache-Control"] == "no-cache"


def test_many_at_once_and_only_on_loopback(site: Path) -> None:
    with serve_site(site) as server:
        assert server.server_address[0] == "127.0.0.1"
        idle = [socket.create_connection(server.server_address[:2]) for _ in range(20)]
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            sizes = pool.map(
                lambda _: len(urllib.request.urlopen(server.url + "sub/a.wasm", timeout=10).read()),
                range(100),
            )
            assert set(sizes) == {10}
        for connection in idle:
            connection.close()


def test_after_the_block_the_port_is_free_again(site: Path) -> None:
    with serve_site(site) as server:
        port = server.server_port
        with pytest.raises(CliError, match=f"port {port} can't be used"):
            make_server(site, port=port)
    with serve_site(site, port=port) as server:
        assert server.server_port == port


def test_wrong_port_or_folder(site: Path) -> None:
    with pytest.raises(CliError, match="0 to 65535"):
        make_server(site, port=70_000)
    with pytest.raises(CliError, match="no folder"):
        make_server(site / "none")


def test_the_command_serves_until_ctrl_c(site: Path, cli_command: Callable[..., list[str]]) -> None:
    process = subprocess.Popen(
        cli_command("serve", "--site", site, "--isolated"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert url, line
        with urllib.request.urlopen(url[0], timeout=10) as response:
            assert b"here" in response.read()
            assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        assert process.returncode == 0
        assert err == ""
    finally:
        process.kill()
        process.communicate()
