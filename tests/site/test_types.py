"""What the type checkers say of our Python and JavaScript."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["npm", "run", "--silent", "check"], id="tsc"),
        pytest.param([sys.executable, "-m", "mypy"], id="mypy"),
    ],
)
def test_types(command: list[str]) -> None:
    done = subprocess.run(
        command, cwd=REPO, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_declarations_that_we_ship_serve_a_typescript_program(
    dist: Path, tmp_path: Path
) -> None:
    (tmp_path / "site").symlink_to(dist)
    (tmp_path / "right.ts").write_text(
        """
        import { createSandbox, type Result } from "./site/cloche.js";
        const sandbox = await createSandbox({
            limits: { wallSeconds: 2, memoryBytes: 2 ** 24, outputBytes: 2 ** 20 },
            files: { "helper.py": "x = 1" },
        });
        const result: Result = await sandbox.run("print(6 * 7)", { onStdout: (text: string) => {} });
        const status: "ok" | "error" | "timeout" | "memory" | "steps" | "output" | "stopped"
            | "crashed" = result.status;
        const seconds: number = result.usage.wallSeconds;
        await sandbox.files.write("a/b.csv", "1,2");
        const text: string = await sandbox.files.readText("a/b.csv");
        const bytes: Uint8Array = await sandbox.files.read("a/b.csv");
        const names: string[] = (await sandbox.files.list("a")).map((info) => info.name);
        sandbox.stop();
        await sandbox.reset();
        await sandbox.close();
        export { bytes, names, seconds, status, text };
        """
    )
    (tmp_path / "wrong.ts").write_text(
        """
        import { createSandbox } from "./site/cloche.js";
        await createSandbox({ limits: { wallSeconds: "2" } });
        """
    )

    def tsc(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(REPO / "node_modules/.bin/tsc"), "--noEmit", "--strict", "--target", "es2022",
             "--module", "es2022", "--moduleResolution", "bundler", "--lib", "es2023,dom",
             str(tmp_path / name)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
        )

    right = tsc("right.ts")
    assert right.returncode == 0, right.stdout
    wrong = tsc("wrong.ts")
    assert "Type 'string' is not assignable to type 'number" in wrong.stdout, wrong.stdout
