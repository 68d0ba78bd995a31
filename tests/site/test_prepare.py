"""build/prepare.py on machines that lack something: made here of a PATH with only so much on it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]

PROGRAMS_OF_BROWSERS = {
    "chromium", "chromedriver", "firefox", "WebKitWebDriver", "Xvfb", "xauth", "dbus-daemon",
}
DEBIAN = {
    "chromium", "chromium-driver", "firefox-esr", "webkit2gtk-driver", "xvfb", "xauth", "dbus",
}

FUZZER = {"clang-19", "libclang-rt-19-dev", "llvm-19", "g++-multilib"}

Prepare = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As much of a clone as prepare.py looks at."""
    clone = tmp_path / "clone"
    (clone / "build").mkdir(parents=True)
    for name in ("build/prepare.py", "package.json", "package-lock.json", "requirements.lock",
                 "pyproject.toml"):
        shutil.copy(REPO / name, clone / name)
    return clone


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., Path]:
    """``machine("node", sudo="echo hi")``: a folder of programs; one without a script does nothing,
    each writes down how it was called."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(*names: str, **scripts: str) -> Path:
        for name in [*names, *scripts]:
            program = folder / name.replace("_", "-")
            program.write_text(
                f'#!/bin/sh\necho "$(/usr/bin/basename "$0") $*" >> {tmp_path}/calls\n'
                + scripts.get(name, "")
            )
            program.chmod(0o755)
        return folder

    return make


@pytest.fixture
def prepare(clone: Path, tmp_path: Path) -> Prepare:
    def run(path: Path, *arguments: str, user: int = 0) -> subprocess.CompletedProcess[str]:
        # The user is the one thing that a PATH can't pretend.
        script = (f"import os, runpy, sys; os.geteuid = lambda: {user}; "
                  f"sys.argv = ['prepare.py', *{arguments!r}]; "
                  "runpy.run_path('build/prepare.py', run_name='__main__')")
        return subprocess.run(
            [sys.executable, "-c", script], cwd=clone, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120,
            env={"PATH": str(path), "HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path / "none")},
        )

    return run


def calls(tmp_path: Path) -> list[str]:
    path = tmp_path / "calls"
    return path.read_text().splitlines() if path.exists() else []


def test_without_apt_it_says_what_to_install(
    machine: Callable[..., Path], prepare: Prepare, tmp_path: Path
) -> None:
    done = prepare(machine("firefox", "node", "npm"), "test")
    assert done.returncode == 1
    for name in DEBIAN - {"firefox-esr"}:
        assert f"\n  {name}: the command" in done.stderr
    assert "firefox-esr:" not in done.stderr
    assert calls(tmp_path) == []


def test_start_asks_for_no_browser(machine: Callable[..., Path], prepare: Prepare) -> None:
    done = prepare(machine("node", "npm"), "start")
    assert done.returncode == 1
    assert "make: the command make" in done.stderr
    assert "chromium" not in done.stderr


@pytest.mark.parametrize(
    ("user", "sandbox"), [(0, set()), (1000, {"chromium-sandbox"})], ids=["root", "sudo"]
)
def test_installs_only_what_is_missing(
    machine: Callable[..., Path], prepare: Prepare, tmp_path: Path, user: int, sandbox: set[str]
) -> None:
    if Path("/usr/lib/chromium/chrome-sandbox").exists():
        sandbox = set()
    there = PROGRAMS_OF_BROWSERS - {"Xvfb", "chromedriver"}
    folder = machine(*there, "make", sudo='exec "$@"', env='shift; exec "$@"', apt_get="",
                     node="echo v18.0.0")
    done = prepare(folder, "test", user=user)
    apt = [call.split() for call in calls(tmp_path) if call.startswith("apt-get")]
    assert [call[2] for call in apt] == ["update", "install"]
    installed = {word for word in apt[1][3:] if word[0] != "-"}
    assert installed == {"chromium-driver", "xvfb"} | sandbox
    assert "--no-install-recommends" in apt[1]
    assert any(call.startswith("sudo ") for call in calls(tmp_path)) == bool(user)
    # Then it went on, to what is wrong next.
    assert done.returncode == 1 and "Node.js 20 or newer" in done.stderr


@pytest.mark.skipif(platform.machine() != "x86_64", reason="elsewhere it is never installed")
@pytest.mark.parametrize("known", [True, False])
def test_installs_the_fuzzers_compiler_where_debian_has_it(
    machine: Callable[..., Path], prepare: Prepare, tmp_path: Path, known: bool
) -> None:
    folder = machine(*PROGRAMS_OF_BROWSERS, "make", apt_get="", env='shift; exec "$@"',
                     apt_cache="echo Package" if known else "exit 100", node="echo v18.0.0")
    done = prepare(folder, "test")
    apt = [call.split() for call in calls(tmp_path) if call.startswith("apt-get")]
    installed = {word for call in apt for word in call[3:] if word[0] != "-"}
    # What is a file and no command may be on this machine already.
    assert {"clang-19", "llvm-19"} <= installed <= FUZZER if known else not installed
    assert ("the guest is not fuzzed" in done.stderr) == (not known)
    # Either way it went on, to what is wrong next.
    assert done.returncode == 1 and "Node.js 20 or newer" in done.stderr


def test_neither_root_nor_sudo(machine: Callable[..., Path], prepare: Prepare) -> None:
    done = prepare(machine("apt_get"), "start", user=1000)
    assert done.returncode == 1
    assert "as root, run apt-get install make" in done.stderr


def test_what_fails_ends_it(machine: Callable[..., Path], prepare: Prepare) -> None:
    folder = machine(env='shift; exec "$@"', apt_get="exit 100")
    done = prepare(folder, "start")
    assert done.returncode == 1
    assert "failed with exit code 100" in done.stderr and "apt-get" in done.stderr


@pytest.mark.skipif(
    os.path.exists("/usr/bin/python3") and subprocess.run(
        ["/usr/bin/python3", "-c", "import sys, ensurepip; sys.exit(sys.version_info < (3, 13))"],
        capture_output=True).returncode == 0,
    reason="the machine's own Python will do, and is found without PATH",
)
def test_without_a_new_python_it_says_so(machine: Callable[..., Path], prepare: Prepare) -> None:
    folder = machine("make", node="echo v20.1.0", npm="/bin/mkdir node_modules")
    done = prepare(folder, "start")
    assert done.returncode == 1
    assert "no Python 3.13 or newer" in done.stderr


def test_a_second_time_does_nothing_of_it_again(
    machine: Callable[..., Path], prepare: Prepare, clone: Path, tmp_path: Path
) -> None:
    # A Python that answers as the real one and makes a .venv of which each program is a fake.
    fake = 'echo "venv python $*" >> ' + f"{tmp_path}/calls"
    folder = machine("make", node="echo v22.1.0", npm="/bin/mkdir -p node_modules", **{
        "python3.13": f"""
            case "$*" in
              *sys.version_info*) echo 3 13 999 {tmp_path}/bin/python3.13 ;;
              *venv*) /bin/mkdir -p {clone}/.venv/bin
                      for name in python cloche; do
                        printf '#!/bin/sh\\n%s\\n' '{fake}' > {clone}/.venv/bin/$name
                        /bin/chmod +x {clone}/.venv/bin/$name
                      done ;;
            esac"""})
    first = prepare(folder, "start", "--port", "1")
    assert first.returncode == 0, first.stderr
    made = calls(tmp_path)
    assert any(call.startswith("npm ci") for call in made)
    assert any("install --require-hashes" in call for call in made)
    assert made[-2].endswith("build/site.py")
    assert made[-1] == "venv python serve --port 1"

    (tmp_path / "calls").unlink()
    assert prepare(folder, "start").returncode == 0
    assert calls(tmp_path) == ["node --version", "venv python -c ", "venv python build/site.py",
                               "venv python serve"]

    (tmp_path / "calls").unlink()
    with (clone / "requirements.lock").open("a") as lock:
        lock.write("# another one\n")
    assert prepare(folder, "start").returncode == 0
    again = calls(tmp_path)
    assert any("install --require-hashes" in call for call in again)
    assert not any(call.startswith("npm") for call in again)
