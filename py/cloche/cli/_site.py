"""Where the built site is."""

from __future__ import annotations

from pathlib import Path

import cloche.cli
from cloche.cli._exit import CliError


def find_site(given: str | None, *, needs: str) -> Path:
    """The folder of the built site: ``given`` (``--site``) or ``dist/`` of the repository.

    ``needs`` is a file in it (relative, with slashes) that the caller can't do without. Raises
    ``CliError`` that says how to build the site when it is not there.
    """
    if given is not None:
        site = Path(given)
        if not site.is_dir():
            raise CliError(f"--site {given}: there is no such folder")
        if not (site / needs).is_file():
            raise CliError(f"--site {given}: it has no {needs}, so it is not a built Cloche site")
        return site.resolve()
    repository = _repository()
    if repository is None:
        raise CliError(
            "the site is not part of the installed package: clone Cloche's repository, run "
            "`npm start` in it, and give the folder it builds with --site path/to/dist"
        )
    site = repository / "dist"
    if not (site / needs).is_file():
        raise CliError(
            f"the site is not built yet ({site / needs} is missing): run `npm start` "
            f"(or `npm test`) in {repository}"
        )
    return site


def _repository() -> Path | None:
    """The repository that this package is installed from in editable mode, if it is."""
    for folder in Path(cloche.cli.__file__).resolve().parents:
        if (folder / "package.json").is_file() and (folder / "py" / "cloche").is_dir():
            return folder
    return None
