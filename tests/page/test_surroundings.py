"""Where the page is served from, what it asks of the network, and what it lets others do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .person import Playground, until
from .spoilable_site import Site


def test_works_below_any_path_under_the_policy(
    browser: Any, make_site: Callable[..., Site], dist: Path
) -> None:
    """What a site that embeds Cloche has to allow, and no more, is a file of the built site."""
    policy = (dist / "content-security-policy.txt").read_text().strip()
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy
    site = make_site(prefix="/some/where/else", headers={"Content-Security-Policy": policy})
    playground = Playground(browser, site.url).open("print('below')\n").wait_until_ready()
    assert playground.run().startswith("Finished")
    assert playground.output == "below"
    assert all(path.startswith("/some/where/else/") for path in site.requests), site.requests
    # Its styles are there too: the editor is laid out, and the run button has its colour.
    assert playground.in_editor(".cm-gutters").size["width"] > 10
    until(
        lambda: (
            playground.find("#run").value_of_css_property("background-color")
            not in ("rgba(0, 0, 0, 0)", "transparent")
        ),
        "the run button's colour",
    )


def test_nothing_is_asked_of_anyone_else(fresh_playground: Playground, site: Site) -> None:
    playground = fresh_playground.open("print(1)\n").wait_until_ready()
    playground.run()
    asked = playground.driver.execute_script(
        "return performance.getEntriesByType('resource').map(({ name }) => name)"
    )
    assert len(asked) > 5
    strangers = [name for name in asked if not name.startswith((site.origin, "blob:", "data:"))]
    assert strangers == []


def test_no_file_is_missing(fresh_playground: Playground, site: Site, dist: Any) -> None:
    playground = fresh_playground.open("print(1)\n").wait_until_ready()
    playground.run()
    missing = [path for path in site.requests
               if not (dist / path.lstrip("/")).is_file() and path != "/"]
    assert missing == []


def test_python_is_downloaded_once(fresh_playground: Playground, site: Site) -> None:
    """The bytes that are counted come into the cache, from which Pyodide takes its own."""
    site.headers["Cache-Control"] = "max-age=600"
    playground = fresh_playground.open().wait_until_ready()
    # WebKit's automated sessions keep no cache, like its private windows: there it comes twice.
    times = 2 if playground.driver.capabilities["browserName"] == "MiniBrowser" else 1
    assert site.requests.count("/pyodide/pyodide.asm.wasm") == times
    assert site.requests.count("/pyodide/python_stdlib.zip") == times


def test_the_policy_of_the_page_itself_is_as_tight(fresh_playground: Playground) -> None:
    playground = fresh_playground.open()
    policy = playground.find("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    until(lambda: playground.in_editor(".cm-content"), "the editor works under it")
