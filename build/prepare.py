"""Makes a machine ready for Cloche, and then does what was asked.

    python3 build/prepare.py start [ARGUMENTS]   the playground at an address that is printed;
                                                 arguments go to `cloche serve`
    python3 build/prepare.py test [ARGUMENTS]    every test; arguments go to pytest
    python3 build/prepare.py rebuild             rebuilds the guest; fails unless it is the
                                                 committed one

`npm start` and `npm test` call this. What is there already is left alone, so a second time takes
seconds. Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

REPO = Path(__file__).resolve().parent.parent
VENV = REPO / ".venv"
PYTHON = VENV / "bin" / "python"

OLDEST_PYTHON = (3, 13)  # pyodide-build and pytest-pyodide ask for it
OLDEST_NODE = 20

#: Debian packages, each with the commands of which one must be there: other systems, and people
#: who bring their own browser, can have them in another way.
BROWSERS = {
    "chromium": ["chromium", "chromium-browser", "google-chrome"],
    "chromium-driver": ["chromedriver"],
    "firefox-esr": ["firefox", "firefox-esr"],
    "webkit2gtk-driver": ["WebKitWebDriver"],
    "xvfb": ["Xvfb"],  # MiniBrowser, WebKitGTK's browser, has no headless mode
    "xauth": ["xauth"],
    "dbus": ["dbus-daemon"],
}
#: Chromium's own sandbox, for users other than root, where the kernel gives them no namespaces.
CHROMIUM_SANDBOX = {"chromium-sandbox": ["/usr/lib/chromium/chrome-sandbox"]}
SITE_TOOLS = {"make": ["make"]}  # pyodide-build runs it
#: To fuzz the guest (build/native.py): a clang for 32 bits, with its sanitizers. These are files.
FUZZER_TOOLS = {
    "clang-19": ["clang-19"],
    "libclang-rt-19-dev": ["/usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.fuzzer-i386.a"],
    "llvm-19": ["llvm-symbolizer-19"],  # names the functions in a report
    "g++-multilib": ["/usr/lib32/crt1.o"],
}
COMPILER_TOOLS = {"mmdebstrap": ["mmdebstrap"], "git": ["git"]}


def say(text: str) -> None:
    print(f"prepare: {text}", file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


def run(
    command: list[str], *, environment: Mapping[str, str] | None = None, quiet: bool = False
) -> None:
    """Runs a command in the repository; ends this program if it fails."""
    done = subprocess.run(
        command,
        cwd=REPO,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
    )
    if done.returncode != 0:
        fail(f"this failed with exit code {done.returncode}: {' '.join(command)}")


def answer(command: list[str]) -> str | None:
    """What a command prints, or None if it can't be run or fails."""
    try:
        done = subprocess.run(
            command, cwd=REPO, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


class Stamp:
    """Remembers of what a folder was made, so that it is made again only when that changed."""

    def __init__(self, path: Path, files: Iterable[str], *others: str) -> None:
        digest = hashlib.sha256(repr(others).encode())
        for name in files:
            digest.update((REPO / name).read_bytes())
        self._path = path
        self._wanted = digest.hexdigest()

    def is_there(self) -> bool:
        return self._path.is_file() and self._path.read_text() == self._wanted

    def put(self) -> None:
        self._path.write_text(self._wanted)


# ---- Debian's packages ------------------------------------------------------------------------


def is_there(command: str) -> bool:
    return os.path.exists(command) if command.startswith("/") else shutil.which(command) is not None


def missing_of(packages: Mapping[str, list[str]]) -> list[str]:
    return [name for name, commands in packages.items() if not any(map(is_there, commands))]


def install_packages(packages: Mapping[str, list[str]]) -> None:
    missing = missing_of(packages)
    if not missing:
        return
    if not shutil.which("apt-get"):
        listed = "".join(f"\n  {name}: the command {' or '.join(packages[name])}"
                         for name in missing)
        fail("there is no apt-get here. Please install what these packages of Debian's have, so "
             f"that the commands are on PATH, and try again:{listed}")
    apt_install(missing)


def install_fuzzer() -> None:
    """Where Debian has it for this machine; elsewhere its test says that it is left out."""
    missing = missing_of(FUZZER_TOOLS)
    if not missing or not shutil.which("apt-cache") or platform.machine() != "x86_64":
        return
    may_install = os.geteuid() == 0 or shutil.which("sudo") is not None
    if may_install and not are_known(missing):
        apt("update")
    if may_install and are_known(missing):
        apt_install(missing)
    else:
        say(f"Debian's {', '.join(missing)} can't be had here: the guest is not fuzzed")


def are_known(names: Iterable[str]) -> bool:
    return all(answer(["apt-cache", "show", "--no-all-versions", name]) for name in names)


def apt(*arguments: str, quiet: bool = False) -> None:
    # sudo does not pass the environment on, so env sets it on the other side.
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    run(command if os.geteuid() == 0 else ["sudo", *command], quiet=quiet)


def apt_install(names: list[str]) -> None:
    if os.geteuid() != 0 and not shutil.which("sudo"):
        fail(f"neither root nor sudo: as root, run apt-get install {' '.join(names)}")
    say(f"installing Debian's {', '.join(names)}")
    apt("update")
    apt("install", "-y", "--no-install-recommends", *names, quiet=True)


# ---- Python -----------------------------------------------------------------------------------


def pythons() -> list[tuple[tuple[int, ...], str]]:
    """The Pythons of this machine that can make a .venv: versions and paths, best first."""
    names = ["python3.13", "python3.14", "python3.15", "python3"]
    found = [shutil.which(name) for name in names] + ["/usr/bin/python3"]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found += [str(path) for path in sorted(pyenv.glob("*/bin/python3"))]
    question = "import sys, venv, ensurepip; print(*sys.version_info[:3], sys.executable)"
    usable = []
    for path in dict.fromkeys(filter(None, found)):
        # -I: nothing of the caller's; a shim of pyenv's answers only where its version is in use.
        if said := answer([path, "-I", "-c", question]):
            *version, executable = said.split(maxsplit=3)
            numbers = tuple(map(int, version))
            if numbers >= OLDEST_PYTHON:
                usable.append((numbers, executable))
    # The oldest that will do is the one that packages have been tried with for longest.
    return sorted(usable, key=lambda one: (one[0][:2], [-number for number in one[0]]))


def find_python() -> str:
    if usable := pythons():
        return usable[0][1]
    debian = answer(["/usr/bin/python3", "-c", "import sys; print(*sys.version_info[:2])"])
    if debian and tuple(map(int, debian.split())) >= OLDEST_PYTHON and shutil.which("apt-get"):
        apt_install(["python3-venv"])  # Debian keeps ensurepip apart
        if usable := pythons():
            return usable[0][1]
    wanted = ".".join(map(str, OLDEST_PYTHON))
    fail(f"no Python {wanted} or newer (with venv and ensurepip) is on PATH, in /usr/bin or in "
         f"~/.pyenv/versions. Please install one and try again: Debian 13 has it as python3 and "
         f"python3-venv, elsewhere `pyenv install {wanted}` makes one")


def make_venv() -> None:
    # The path is part of it: a .venv does not survive being moved.
    packages = Stamp(VENV / ".packages", ["requirements.lock"], str(REPO))
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-qq"]
    if not packages.is_there() or answer([str(PYTHON), "-c", ""]) is None:
        python = find_python()
        say(f"making .venv with {python}")
        shutil.rmtree(VENV, ignore_errors=True)
        run([python, "-m", "venv", str(VENV)])
        say("installing what requirements.lock lists into .venv")
        run([*pip, "install", "--require-hashes", "--only-binary", ":all:",
             "--requirement", "requirements.lock"])
        packages.put()
    own = Stamp(VENV / ".cloche", ["requirements.lock", "pyproject.toml"], str(REPO))
    if not own.is_there():
        say("installing cloche itself into .venv, in place")
        run([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", "."])
        own.put()


# ---- Node -------------------------------------------------------------------------------------


def install_node_modules() -> None:
    version = re.match(r"v(\d+)", answer(["node", "--version"]) or "")
    if version is None or int(version[1]) < OLDEST_NODE or not shutil.which("npm"):
        fail(f"Node.js {OLDEST_NODE} or newer, with npm, is needed: please install it (Debian: "
             "apt-get install nodejs npm) and try again")
    stamp = Stamp(REPO / "node_modules" / ".prepared", ["package.json", "package-lock.json"])
    if stamp.is_there():
        return
    say("installing what package-lock.json lists into node_modules")
    # esbuild's script only makes its command start faster; nothing else has one.
    run(["npm", "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"])
    stamp.put()


# ---- what was asked ---------------------------------------------------------------------------


def build_site() -> None:
    install_packages(SITE_TOOLS)
    install_node_modules()
    make_venv()
    run([str(PYTHON), "build/site.py"])


def become(*command: str) -> NoReturn:
    say(f"running {command[0].rpartition('/')[2]} {' '.join(command[1:])}")
    os.chdir(REPO)
    os.execv(command[0], command)


def main() -> None:
    if sys.version_info < (3, 11):
        fail("Python 3.11 or newer is needed to run this")
    match sys.argv[1:]:
        case ["start", *arguments]:
            build_site()
            become(str(VENV / "bin/cloche"), "serve", *arguments)
        case ["test", *arguments]:
            debian = shutil.which("apt-get") is not None
            packages = BROWSERS | (CHROMIUM_SANDBOX if debian and os.geteuid() != 0 else {})
            install_packages(packages)
            install_fuzzer()
            build_site()
            become(str(PYTHON), "-m", "pytest", *arguments)
        case ["rebuild"]:
            install_packages(COMPILER_TOOLS)
            install_node_modules()
            make_venv()
            become(str(PYTHON), "build/guest.py", "--check")
        case _:
            print(__doc__, file=sys.stderr)
            sys.exit(2)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
