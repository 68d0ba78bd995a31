"""Makes a machine ready for Cloche, and then does what was asked.

    python3 build/prepare.py start               the playground at an address that is printed
    python3 build/prepare.py test [ARGUMENTS]    every test; arguments go to pytest
    python3 build/prepare.py rebuild             rebuilds the guest; fails unless it is the committed one

`npm start` and `npm test` call this. What is there already is left alone, so a second time takes
seconds. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

REPO = Path(__file__).resolve().parent.parent
VENV = REPO / ".venv"
OLDEST_PYTHON = (3, 13)  # micropip and pytest-pyodide ask for it

#: Debian packages, each with a command or file by which other systems can have it too.
BROWSERS = {
    "chromium": ["chromium"],
    "chromium-driver": ["chromedriver"],
    "firefox-esr": ["firefox-esr", "firefox"],
    "webkit2gtk-driver": ["WebKitWebDriver"],
    "xvfb": ["Xvfb"],
    "xauth": ["xauth"],
    "dbus": ["dbus-daemon"],
}
SITE_TOOLS = {"make": ["make"]}  # pyodide-build runs it
ROOT_TOOLS = {"mmdebstrap": ["mmdebstrap"]}


def say(text: str) -> None:
    print(f"prepare: {text}", file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


def run(command: list[str], **options: object) -> None:
    done = subprocess.run(command, cwd=REPO, stdin=subprocess.DEVNULL, **options)  # type: ignore[call-overload]
    if done.returncode != 0:
        fail(f"this failed with exit code {done.returncode}: {' '.join(command)}")


def digest(*names: str) -> str:
    return hashlib.sha256(b"".join((REPO / name).read_bytes() for name in names)).hexdigest()


# ---- Debian's packages ------------------------------------------------------------------------


def install_packages(packages: dict[str, list[str]]) -> None:
    missing = [name for name, commands in packages.items() if not any(map(shutil.which, commands))]
    if not missing:
        return
    if not shutil.which("apt-get"):
        fail("these are missing, and there is no apt-get to install them with: "
             + ", ".join(f"{name} ({' or '.join(packages[name])})" for name in missing))
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    if sudo and not shutil.which("sudo"):
        fail(f"run this once as root: apt-get install {' '.join(missing)}")
    say(f"installing {', '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run([*sudo, "apt-get", "update", "-qq"], env=environment)
    run([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
        env=environment, stdout=subprocess.DEVNULL)


# ---- Python -----------------------------------------------------------------------------------


def find_python() -> str:
    """A Python that is new enough, on PATH or of pyenv."""
    candidates = [shutil.which(name) for name in ("python3.13", "python3.14", "python3.15", "python3")]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += [str(path) for path in sorted(pyenv.glob("3.*/bin/python3"), reverse=True)]
    for candidate in filter(None, candidates):
        question = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
        answer = subprocess.run([candidate, "-c", question], capture_output=True, text=True)
        if answer.returncode == 0 and tuple(map(int, answer.stdout.split())) >= OLDEST_PYTHON:
            return candidate
    wanted = ".".join(map(str, OLDEST_PYTHON))
    fail(f"no Python {wanted} or newer with venv was found on PATH or in {pyenv}; install one "
         f"(Debian 13: apt-get install python3-venv; elsewhere: pyenv install {wanted})")


def make_venv() -> None:
    stamp = VENV / ".prepared"
    wanted = digest("requirements.lock", "pyproject.toml")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    python = find_python()
    say(f"making .venv with {python}")
    shutil.rmtree(VENV, ignore_errors=True)
    run([python, "-m", "venv", str(VENV)])
    pip = [str(VENV / "bin/python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run([*pip, "install", "--require-hashes", "--requirement", "requirements.lock"])
    run([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", "."])
    stamp.write_text(wanted)


# ---- Node -------------------------------------------------------------------------------------


def install_node_modules() -> None:
    stamp = REPO / "node_modules" / ".prepared"
    wanted = digest("package.json", "package-lock.json")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not shutil.which("node") or not shutil.which("npm"):
        fail("Node.js 20 or newer, with npm, is missing: install it and try again")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    if (found := re.match(r"v(\d+)", version)) is None or int(found[1]) < 20:
        fail(f"Node.js 20 or newer is needed, and this is {version.strip()}")
    say("installing node_modules")
    run(["npm", "ci", "--silent"])
    stamp.write_text(wanted)


# ---- what was asked ---------------------------------------------------------------------------


def python(*arguments: str) -> list[str]:
    return [str(VENV / "bin/python"), *arguments]


def build_site() -> None:
    install_packages(SITE_TOOLS)
    install_node_modules()
    make_venv()
    run(python("build/site.py"))


def become(command: list[str]) -> NoReturn:
    os.chdir(REPO)
    sys.stdout.flush()
    os.execv(command[0], command)


def main() -> None:
    if sys.version_info < (3, 11):
        fail("Python 3.11 or newer is needed to run this")
    match sys.argv[1:]:
        case ["start", *arguments]:
            build_site()
            become([str(VENV / "bin/cloche"), "serve", *arguments])
        case ["test", *arguments]:
            install_packages(BROWSERS)
            build_site()
            become(python("-m", "pytest", *arguments))
        case ["rebuild"]:
            install_packages(ROOT_TOOLS)
            install_node_modules()
            make_venv()
            become(python("build/guest.py", "--check"))
        case _:
            fail(f"say what: start, test or rebuild\n{__doc__}")


if __name__ == "__main__":
    main()
