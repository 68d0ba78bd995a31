"""Builds the wheel: the host's Python, and in it what workers are made of.

    .venv/bin/python build/host_wheel.py OUTDIR

pyodide-build builds it. It would fetch a cross-build environment first, which a pure-Python wheel
has no use for: an empty one stands in for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
CACHE = REPO / "build" / ".cache"
WORKER_SCRIPT = CACHE / "worker.js"
AIRLOCK_SCRIPT = CACHE / "airlock.js"

#: What pyodide-build asks of a cross-build environment even for a wheel without any C in it.
ASKED_FOR = """
    TARGETINSTALLDIR HOSTINSTALLDIR HOSTSITEPACKAGES PYTHONINCLUDE SIDE_MODULE_CFLAGS
    SIDE_MODULE_CXXFLAGS SIDE_MODULE_LDFLAGS PYODIDE_EMSCRIPTEN_VERSION PYODIDE_ABI_VERSION
    PYODIDE_VERSION PYVERSION PYMAJOR PYMINOR PLATFORM_TRIPLET SYSCONFIG_NAME
""".split()
STAND_IN = ".output_vars:\n" + "".join(f"\t@echo {name}=0\n" for name in ASKED_FOR)


def build_scripts() -> None:
    """What runs behind the page: the worker, and the airlock in which it is made."""
    CACHE.mkdir(exist_ok=True)
    bundle(REPO / "web/worker/main.js", WORKER_SCRIPT)
    bundle(REPO / "web/airlock/main.js", AIRLOCK_SCRIPT)


def bundle(entry: Path, script: Path) -> None:
    """One self-contained classic script: neither a blob nor a srcdoc can import its parts."""
    subprocess.run(
        [
            str(REPO / "node_modules/.bin/esbuild"),
            str(entry),
            "--bundle",
            "--format=iife",
            "--target=es2022",
            "--legal-comments=inline",
            "--log-level=warning",
            f"--outfile={script}",
        ],
        cwd=REPO,
        check=True,
    )


def build_wheel(target: Path) -> Path:
    """The wheel, in the folder ``target``. The same sources give the same bytes."""
    build_scripts()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root" / "xbuildenv" / "pyodide-root"
        root.mkdir(parents=True)
        (root / "Makefile.envs").write_text(STAND_IN)
        (root.parent / "requirements.txt").write_text("")
        environment = {
            **os.environ,
            "PYODIDE_ROOT": str(root),
            "SKIP_EMSCRIPTEN_VERSION_CHECK": "1",
            "SOURCE_DATE_EPOCH": "1767225600",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        out = Path(folder) / "out"
        done = subprocess.run(
            [str(Path(sys.executable).parent / "pyodide"), "build", "-n", "-x", "-o", str(out)],
            cwd=REPO, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )
        wheels = list(out.glob("cloche-*.whl"))
        if done.returncode != 0 or len(wheels) != 1:
            raise SystemExit(f"wheel: pyodide build failed:\n{done.stdout}{done.stderr}")
        target.mkdir(parents=True, exist_ok=True)
        wheel = target / wheels[0].name
        wheel.write_bytes(wheels[0].read_bytes())
        return wheel


if __name__ == "__main__":
    print(build_wheel(Path(sys.argv[1])))
