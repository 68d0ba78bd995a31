"""How the guest is built: pins that are held, patches that apply, a mirror that is found."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
# Behind everything else: build/ has a site.py, which must not stand in for Python's.
sys.path.append(str(REPOSITORY / "build"))

import debian_root  # noqa: E402
import guest  # noqa: E402
import lock as lock_file  # noqa: E402
import mirror  # noqa: E402
import source  # noqa: E402
from lock import Archive, BuildError, DebianPackage  # noqa: E402


def test_committed_module_is_the_locked_one() -> None:
    artifact = lock_file.read_lock().artifact
    module = (REPOSITORY / artifact.path).read_bytes()
    assert (lock_file.hash_bytes(module), len(module)) == (artifact.sha256, artifact.size_bytes)


def test_lock_names_no_address() -> None:
    text = lock_file.LOCK_PATH.read_text()
    assert "://" not in text


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[micropython]", "[micro]", "micropython"),
        ('suite = "trixie"', "", "suite"),
        ('sha256 = "', 'sha256 = "zz', "not a SHA-256"),
        ('suite = "trixie"', "suite = ", "TOMLDecodeError"),
    ],
)
def test_broken_lock_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = lock_file.LOCK_PATH.read_text()
    assert old in text
    path = tmp_path / "emsdk.lock"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BuildError, match=complaint):
        lock_file.read_lock(path)


def test_missing_lock_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="emsdk.lock is missing"):
        lock_file.read_lock(tmp_path / "emsdk.lock")


def test_writing_the_artifact_changes_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "emsdk.lock"
    path.write_text(lock_file.LOCK_PATH.read_text())
    before = lock_file.read_lock(path)
    lock_file.write_artifact(b"module", path)
    after = lock_file.read_lock(path)
    assert after.artifact.sha256 == hashlib.sha256(b"module").hexdigest()
    assert after.artifact.size_bytes == 6
    assert (after.packages, after.micropython, after.binaryen) == (
        before.packages, before.micropython, before.binaryen,
    )
    changed = [
        new for old, new in zip(
            lock_file.LOCK_PATH.read_text().splitlines(), path.read_text().splitlines(), strict=True
        ) if old != new
    ]
    assert len(changed) == 2


# ---- the compiler's packages -------------------------------------------------------------------

PIN = DebianPackage("lld-19", "1:19.1.7-3+b1", "a" * 64)


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"lld-19": DebianPackage("lld-19", "1:19.1.7-3+b2", "a" * 64)},
        {"lld-19": DebianPackage("lld-19", "1:19.1.7-3+b1", "b" * 64)},
    ],
)
def test_a_package_that_differs_is_named(found: dict[str, DebianPackage]) -> None:
    (line,) = debian_root.differences([PIN], found, "the mirror")
    assert line.startswith("lld-19: expected 1:19.1.7-3+b1")
    for package in found.values():
        assert package.version in line and package.sha256 in line


def test_packages_as_pinned_pass() -> None:
    assert debian_root.differences([PIN], {"lld-19": PIN}, "the mirror") == []


def test_installed_packages_are_read_with_the_sums_of_their_files(tmp_path: Path) -> None:
    status = tmp_path / "var/lib/dpkg/status"
    status.parent.mkdir(parents=True)
    status.write_text(
        "Package: lld-19\nStatus: install ok installed\nArchitecture: amd64\n"
        "Version: 1:19.1.7-3+b1\nDescription: linker\n of many words\n\n"
        "Package: binaryen\nStatus: deinstall ok config-files\nArchitecture: amd64\n"
        "Version: 120-4\n\n"
        "Package: emscripten\nStatus: install ok installed\nArchitecture: all\nVersion: 3.1\n"
    )
    archives = tmp_path / "var/cache/apt/archives"
    archives.mkdir(parents=True)
    (archives / "lld-19_1%3a19.1.7-3+b1_amd64.deb").write_bytes(b"deb")
    found = debian_root._in_root(tmp_path, ["lld-19", "binaryen", "emscripten"])
    assert found["lld-19"].sha256 == hashlib.sha256(b"deb").hexdigest()
    assert "binaryen" not in found
    # Without the file that it came from, nobody knows what was installed: that never passes.
    pins = [DebianPackage("emscripten", "3.1", "c" * 64)]
    assert debian_root.differences(pins, found, "the root") != []


def test_another_pin_means_another_root() -> None:
    lock = lock_file.read_lock()
    keys = {
        debian_root._key(changed)
        for changed in (
            lock,
            lock_file.Lock(**{**vars(lock), "packages": (PIN, *lock.packages[1:])}),
            lock_file.Lock(**{**vars(lock), "helpers": ("make",)}),
            lock_file.Lock(**{**vars(lock), "suite": "sid"}),
        )
    }
    assert len(keys) == 4


# ---- the mirror --------------------------------------------------------------------------------


def candidates(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(dict.fromkeys(mirror._candidates(folder)))


def test_mirror_is_found_in_deb822_sources(tmp_path: Path) -> None:
    assert candidates(tmp_path, {
        "sources.list.d/debian.sources": (
            "# the first\nTypes: deb\nURIs: http://security.example/debian-security\n"
            "Suites: bookworm-security\nComponents: main\n\n"
            "Types: deb deb-src\n# an old address\n#URIs: http://old.example/debian\n"
            "URIs: http://mirror.example/debian/\n http://second.example/debian\n"
            "Suites: bookworm bookworm-updates\nComponents: main contrib\n"
            "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQ==\n\n"
            "Enabled: no\nTypes: deb\nURIs: http://off.example/debian\n"
            "Suites: trixie\nComponents: main\n"
        ),
    }) == [
        "http://mirror.example/debian",
        "http://second.example/debian",
        "http://security.example/debian-security",
    ]


def test_mirror_is_found_in_one_line_sources(tmp_path: Path) -> None:
    assert candidates(tmp_path, {
        "sources.list": (
            "# deb http://commented.example/debian bookworm main\n"
            "deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] https://mirror.example/debian/ "
            "bookworm main contrib # a remark\n"
            "deb-src http://sources.example/debian bookworm main\n"
            "deb cdrom:[Debian]/ bookworm main\n"
        ),
        "sources.list.d/other.list": "deb https://other.example/apt other-bookworm main\n",
        "sources.list.d/no.list.disabled": "deb http://disabled.example/debian bookworm main\n",
    }) == [
        "https://mirror.example/debian",
        "http://sources.example/debian",
        "https://other.example/apt",
    ]


def test_mirror_lists_are_followed(tmp_path: Path) -> None:
    listed = tmp_path / "mirrors.list"
    listed.write_text("http://first.example/debian/\tpriority:1\nhttp://second.example/debian\n")
    assert candidates(tmp_path, {
        "sources.list": f"deb mirror+file:{listed} bookworm main\n",
    }) == ["http://first.example/debian", "http://second.example/debian"]


def test_no_mirror_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    if not mirror._APT_HELPER.exists():
        pytest.skip("there is no apt here")
    gone = f"file:{tmp_path / 'nothing'}"
    (tmp_path / "sources.list").write_text(f"deb {gone} bookworm main\n")
    with pytest.raises(BuildError, match=r"serves Debian trixie.*--emsdk DIR"):
        mirror.find_mirror("trixie", tmp_path)


def test_names_and_passwords_are_not_printed() -> None:
    assert mirror.printable("https://me:secret@mirror.example/debian") == (
        "https://mirror.example/debian"
    )


# ---- the source --------------------------------------------------------------------------------


def tarball(path: Path, files: dict[str, str]) -> None:
    with tarfile.open(path, "w:xz") as tar:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/cloche"


def test_source_is_fetched_verified_and_kept(tmp_path: Path, cache: Path) -> None:
    if not mirror._APT_HELPER.exists():
        pytest.skip("there is no apt here")
    served = tmp_path / "mirror/pool/m.tar.xz"
    served.parent.mkdir(parents=True)
    tarball(served, {"m-1/py/a.c": "a"})
    address = f"file:{tmp_path / 'mirror'}"
    good = Archive("1", "pool/m.tar.xz", lock_file.hash_file(served), 0)
    told: list[str] = []
    tree = source.source_tree(good, "trixie", mirror=address, tell=told.append)
    assert (tree / "py/a.c").read_text() == "a"
    assert tree.parent == cache and len(told) == 1
    served.unlink()
    assert source.source_tree(good, "trixie", mirror=address, tell=told.append) == tree
    assert len(told) == 1


def test_source_with_another_sum_is_refused(tmp_path: Path, cache: Path) -> None:
    if not mirror._APT_HELPER.exists():
        pytest.skip("there is no apt here")
    served = tmp_path / "mirror/pool/m.tar.xz"
    served.parent.mkdir(parents=True)
    tarball(served, {"m-1/py/a.c": "tampered with"})
    pinned = Archive("1", "pool/m.tar.xz", "d" * 64, 0)
    with pytest.raises(BuildError, match=f"expected SHA-256 {'d' * 64}, the mirror has [0-9a-f]"):
        source.source_archive(
            pinned, "trixie", mirror=f"file:{tmp_path / 'mirror'}", tell=lambda _: None
        )
    assert list(cache.iterdir()) == []


# ---- patches -----------------------------------------------------------------------------------


def test_patches_apply_in_order_and_a_bad_one_is_named(tmp_path: Path) -> None:
    # Inside a repository, where a bare `git apply` silently does nothing.
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "a.c").write_text("one\n")
    patches = tmp_path / "patches"
    patches.mkdir()
    header = "A reason.\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n"
    (patches / "0001-first.patch").write_text(header + "-one\n+two\n")
    (patches / "0002-second.patch").write_text(header + "-two\n+three\n")
    guest.apply_patches(tree, patches)
    assert (tree / "a.c").read_text() == "three\n"
    (patches / "0003-third.patch").write_text(header + "-seven\n+eight\n")
    (tree / "a.c").write_text("one\n")
    with pytest.raises(BuildError, match=r"0003-third\.patch does not apply"):
        guest.apply_patches(tree, patches)


def test_every_patch_says_which_test_keeps_it() -> None:
    """And the test is there: a patch that nobody would miss is one to take out."""
    for patch in sorted(guest.PATCHES.glob("*.patch")):
        head = patch.read_text().partition("\ndiff --git")[0]
        kept_by = [line for line in head.splitlines() if line.startswith("Kept by: ")]
        assert kept_by, f"{patch.name} has no line 'Kept by: '"
        for line in kept_by:
            path, _, name = line.removeprefix("Kept by: ").partition("::")
            text = (REPOSITORY / path).read_text()
            assert f"def {name}(" in text, f"{patch.name}: there is no {name} in {path}"


def test_the_module_is_small_enough() -> None:
    """What a page loads of it, by the benchmark that prints the size."""
    benchmark = REPOSITORY / "tests/bench/module_size.py"
    done = subprocess.run([sys.executable, str(benchmark)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_committed_module_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    lock = lock_file.read_lock()
    module = (REPOSITORY / lock.artifact.path).read_bytes()
    guest.compare(module, lock, is_pinned=True)
    with pytest.raises(BuildError, match="not what its source builds"):
        guest.compare(module + b"\0", lock, is_pinned=True)
