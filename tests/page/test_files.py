"""A session's files through the JavaScript face: CSV in, summed by the guest, CSV out."""

from __future__ import annotations

from typing import Any

import pytest

from .person import in_page
from .spoilable_site import Site

LOADED = """
const { createSandbox, loadRuntime } = await import("/cloche.js");
const nameOf = async (promise) => {
  try { await promise; return "nothing was thrown"; } catch (error) { return error.name; }
};
"""


@pytest.fixture(scope="module")
def loaded(browser: Any, lasting_site: Site) -> Any:
    browser.get(lasting_site.url + "blank.html")
    in_page(browser, LOADED + "await loadRuntime();")
    return browser


SUM = """
import csv

with open("in/prices.csv", newline="") as file:
    rows = list(csv.DictReader(file))
with open("out/sums.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["item", "cost"])
    for row in rows:
        writer.writerow([row["item"], int(row["count"]) * float(row["price"])])
    writer.writerow(["total", sum(int(row["count"]) * float(row["price"]) for row in rows)])
"""


def test_a_csv_file_is_read_summed_and_written_back(loaded: Any) -> None:
    told = in_page(loaded, LOADED + """
      const sandbox = await createSandbox();
      await sandbox.files.write("in/prices.csv", args[0]);
      await sandbox.files.mkdir("out");
      (await sandbox.run(args[1])).check();
      const sums = await sandbox.files.readText("out/sums.csv");
      const list = await sandbox.files.list("out");
      await sandbox.close();
      return { sums, list };
    """, 'item,count,price\r\n"bread, rye",2,2.5\r\nmilk,4,1.25\r\n', SUM)
    expected = 'item,cost\r\n"bread, rye",5.0\r\nmilk,5.0\r\ntotal,10.0\r\n'
    assert told["sums"] == expected
    assert told["list"] == [
        {"name": "sums.csv", "isDirectory": False, "sizeBytes": len(expected)}
    ]


def test_every_method_and_its_errors(loaded: Any) -> None:
    told = in_page(loaded, LOADED + """
      const sandbox = await createSandbox({ files: { "a.txt": "given" } });
      const { files } = sandbox;
      const told = { given: await files.readText("a.txt") };
      await files.write("d/b.bin", new Uint8Array([0, 255, 128]));
      const bytes = await files.read("d/b.bin");
      told.bytes = [bytes instanceof Uint8Array, ...bytes];
      told.guest = (await sandbox.run("list(open('d/b.bin', 'rb').read())")).value;
      told.root = await files.list();
      told.errors = [
        await nameOf(files.read("none")), await nameOf(files.read("d")), await nameOf(files.mkdir("d")),
        await nameOf(files.list("a.txt")), await nameOf(files.remove("d")), await nameOf(files.read("../x")),
        await nameOf(files.write("x", 5)), await nameOf(files.read(5)), await nameOf(files.readText("d/b.bin")),
      ];
      await files.remove("d/b.bin");
      await files.remove("d");
      told.left = (await files.list()).map((info) => info.name);
      const running = sandbox.run("while True: pass");
      told.busy = await nameOf(files.list());
      sandbox.stop();
      await running;
      await sandbox.close();
      told.closed = await nameOf(files.list());
      return told;
    """)
    assert told == {
        "given": "given",
        "bytes": [True, 0, 255, 128],
        "guest": [0, 255, 128],
        "root": [
            {"name": "a.txt", "isDirectory": False, "sizeBytes": 5},
            {"name": "d", "isDirectory": True, "sizeBytes": 0},
        ],
        "errors": [
            "FileNotFoundError", "IsADirectoryError", "FileExistsError", "NotADirectoryError",
            "OSError", "InputError", "InputError", "InputError", "UnicodeDecodeError",
        ],
        "left": ["a.txt"],
        "busy": "SandboxBusy",
        "closed": "SandboxClosed",
    }


def test_they_are_in_a_snapshot(loaded: Any) -> None:
    assert in_page(loaded, LOADED + """
      const sandbox = await createSandbox();
      await sandbox.files.write("a.txt", "kept");
      const snapshot = await sandbox.snapshot();
      await sandbox.close();
      const later = await createSandbox({ snapshot });
      const text = await later.files.readText("a.txt");
      await later.close();
      return text;
    """) == "kept"
