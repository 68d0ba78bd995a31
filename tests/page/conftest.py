"""What the tests of the pages share."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .person import Playground
from .spoilable_site import Site


@pytest.fixture
def make_site(dist: Path) -> Iterator[Callable[..., Site]]:
    """``make_site(prefix="", headers=None)``: a Site."""
    with contextlib.ExitStack() as stack:

        def make(**options: Any) -> Site:
            site = Site(dist, **options)
            stack.callback(site.close)
            return site

        yield make


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@pytest.fixture
def fresh_playground(browser: Any, site: Site) -> Playground:
    """For tests of how the page is loaded; ``open()`` does that."""
    browser.set_window_size(1280, 900)
    return Playground(browser, site.url)


@pytest.fixture(scope="session")
def lasting_site(dist: Path) -> Iterator[Site]:
    site = Site(dist)
    yield site
    site.close()


@pytest.fixture
def playground(browser: Any, lasting_site: Site) -> Playground:
    """Loaded, with Python there: one page for many tests, each of which finds it reset."""
    browser.set_window_size(1280, 900)
    return Playground(browser, lasting_site.url).start_afresh()
