"""The session's files: programs that print here what they print in CPython, and what is ours alone."""

from __future__ import annotations

import functools
import itertools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from node import MIB, Node, Outcome

Run = Callable[..., Outcome]

_numbers = itertools.count()


@pytest.fixture
def session(node: Node) -> Run:
    """Runs programs one after another in one guest, which is the test's own."""
    return functools.partial(node.run, session=f"files {next(_numbers)}")


TRY = (
    "import io, os\n"
    "def t(f):\n"
    "    try: print(repr(f()))\n"
    "    except Exception as e: print(type(e).__name__, str(e))\n"
)

#: Each prints the same here and in CPython, in an empty directory.
PROGRAMS = {
    "write and read": """
        with open('a.txt', 'w') as f:
            print(f.write('ü€𝄞\\n'), f.write(''), f.writelines(['b\\n', 'c']), f.tell(), f.closed)
        print(f.closed, f.name, f.mode)
        print(open('a.txt').read(), open('a.txt', 'rb').read())
        f = open('a.txt', encoding='utf-8')
        print(f.read(2), f.read(2), repr(f.readline(1)), repr(f.readline()), repr(f.read()))
        print(repr(f.read()), repr(f.readline()), f.readlines())
    """,
    "lines": """
        with open('a', 'w') as f: print('one', 'two', sep='\\n', end='\\n\\nthree', file=f)
        print([line for line in open('a')], open('a').readlines(), open('a').readlines(5))
        print(list(open('a', 'rb')), sum(1 for _ in open('a')))
        f = open('a'); next(f)
        t(f.tell); print(f.read()); t(f.tell); t(lambda: f.seek(0)); t(f.tell); t(lambda: next(f))
    """,
    "append and update": """
        with open('a', 'a') as f: f.write('12345'); print(f.tell())
        with open('a', 'a') as f: print(f.tell(), f.seek(0)); f.write('67')
        with open('a', 'r+') as f: f.write('ab'); print(f.read()); f.seek(1); f.write('X')
        with open('a', 'w+b') as f: f.write(b'xyz'); print(f.seek(-2, 2), f.read(), f.tell(), f.seek(1), f.seek(1, 1))
        with open('a', 'rb+') as f: print(f.read(1)); f.write(b'-'); print(f.read())
        print(open('a').read())
    """,
    "read a line, then write": """
        open('a', 'w').write('l1\\nl2\\nl3\\n')
        with open('a', 'r+') as f:
            print(repr(f.readline())); f.write('NEW'); print(repr(f.read())); f.seek(0); print(repr(f.read()))
        with open('a', 'r+') as f: f.readline(); print(f.truncate())
    """,
    "append while reading": """
        with open('a', 'w') as f: f.write('1\\n2\\n')
        with open('a') as r, open('a', 'a') as w:
            for line in r: w.write(line * 2)
        print(repr(open('a').read()))
    """,
    "what is not flushed": """
        w = open('a', 'w'); r = open('a')
        w.write('x'); print(repr(r.read())); w.flush(); print(repr(r.read()))
        w.write('y' * 20000); w.close(); print(len(r.read()))
        w = open('a', 'w', buffering=1); w.write('line\\n'); print(repr(open('a').read()))
    """,
    "emptied under a reader": """
        open('a', 'w').write('x' * 20000)
        r = open('a', 'rb'); r.seek(15000); open('a', 'w').close(); print(r.read(), r.read(5), r.tell())
        w = open('a', 'wb'); w.seek(5); w.write(b'!'); w.close(); print(open('a', 'rb').read())
    """,
    "removed under a reader": """
        open('a', 'w').write('still'); r = open('a'); os.remove('a'); print(os.path.exists('a'), r.read())
    """,
    "newlines": """
        open('a', 'wb').write(b'a\\rb\\r\\nc\\n\\rd\\r')
        for newline in (None, '', '\\n', '\\r', '\\r\\n'):
            f = open('a', newline=newline); print(repr(f.read(3)), repr(f.read()))
            print([line for line in open('a', newline=newline)])
            with open('b', 'w', newline=newline) as f: print(f.write('1\\n2\\r\\n3\\n'))
            print(open('b', 'rb').read())
    """,
    "truncate": """
        f = open('a', 'wb+'); f.write(b'12345'); print(f.truncate(2), f.tell(), f.truncate(4))
        f.seek(0); print(f.read()); f.close()
        t(lambda: open('a').truncate()); t(lambda: open('a', 'wb').truncate(-1))
    """,
    "readinto": """
        open('a', 'wb').write(b'abc'); b = bytearray(2); f = open('a', 'rb')
        print(f.readinto(b), b, f.readinto(b), b, f.readinto(b))
    """,
    "not readable, not writable, closed": """
        for mode in ('r', 'w', 'r+', 'a', 'wb', 'rb', 'rb+'):
            open('a', 'w').write('x\\n'); f = open('a', mode)
            print(f.readable(), f.writable(), f.seekable(), f.isatty(), f.mode, repr(f))
            b = b'x' if 'b' in mode else 'x'
            t(f.read); t(f.readline); t(lambda: f.write(b)); t(lambda: f.writelines([b])); t(lambda: next(f))
            t(lambda: f.write(3)); t(lambda: f.write('' if 'b' in mode else b''))
            t(lambda: f.seek(-1)); t(lambda: f.seek(0, 2)); t(f.truncate if mode != 'rb' else f.tell)
            f.close(); f.close()
            t(f.__enter__)
        f = open('a'); f.close()
        for m in (f.read, f.readline, f.readlines, f.tell, f.flush, lambda: f.seek(0), lambda: list(f)): t(m)
        f = open('a', 'rb'); f.close()
        for m in (f.read, f.readline, lambda: f.seek(0), lambda: next(f)): t(m)
        print(issubclass(io.UnsupportedOperation, (OSError, ValueError)))
        try: open('a').write('')
        except ValueError as e: print(type(e).__name__)
    """,
    "modes and arguments": """
        open('a', 'w').close()
        for mode in ('q', 'rw', '', 'r++', 'rbt', '+', 'rr', 'bU', 3): t(lambda: open('a', mode))
        t(lambda: open('a', 'rb', encoding='utf-8')); t(lambda: open('a', 'rb', newline=''))
        t(lambda: open('a', newline='q')); t(lambda: open('a', newline=3)); t(lambda: open('a', encoding=3))
        t(lambda: open('a', buffering=0)); t(lambda: open(3.5)); t(lambda: open('a\\0b')); t(lambda: open(99))
        print(open(file='a', mode='r', buffering=-1, encoding='UTF-8', errors='strict', newline=None).read())
        print(open(b'a').read())
        class P:
            def __fspath__(self): return 'a'
        print(open(P()).read(), os.path.exists(P()), os.fspath(P()))
    """,
    "text that is none": """
        for bad in (b'ab\\xff', b'\\xc3', b'\\xe2\\x82x', b'\\xed\\xa0\\x80', b'\\xf0\\x9f\\x98', b'\\xc0\\x80'):
            open('a', 'wb').write(bad); t(lambda: open('a').read())
            try: open('a').read()
            except UnicodeDecodeError as e: print(isinstance(e, ValueError))
        t(lambda: open('a', 'w').write('x\\ud800'))
    """,
    "open what is not there": """
        open('a', 'w').close(); os.mkdir('d')
        for path in ('', 'n', 'n/', 'n/n', 'd', 'd/', 'a/', 'a/b', '/', '.', 'x' * 300):
            for mode in ('r', 'w', 'x', 'a', 'r+'):
                t(lambda: open(path, mode).close())
            if path == 'n': os.remove(path)
    """,
    "remove and mkdir": """
        open('a', 'w').close(); os.makedirs('d/e/f'); open('d/x', 'w').close()
        for path in ('', 'n', 'n/', 'n/n', 'a', 'a/', 'a/b', 'd', 'd/x', 'd/e', 'd/e/f', 'd/.', 'd/..', '/', '.', '..'):
            t(lambda: os.rmdir(path)); t(lambda: os.mkdir(path)); t(lambda: os.unlink(path)); t(lambda: os.remove(path))
        t(lambda: os.makedirs('d')); t(lambda: os.makedirs('d', exist_ok=True)); t(lambda: os.makedirs('d/p/q/r/'))
        open('q', 'w').close(); t(lambda: os.makedirs('q', exist_ok=True)); t(lambda: os.makedirs('q/b'))
        for root, folders, files in os.walk('.'): folders.sort(); print(root, folders, sorted(files))
    """,
    "rename": """
        def make(k): os.mkdir(k); os.chdir(k); open('a', 'w').write('A'); open('b', 'w').write('B'); os.makedirs('d/sub'); os.mkdir('e')
        start = os.getcwd(); k = 0
        names = ('a', 'b', 'd', 'e', 'n', 'd/sub', 'n/n', 'n/', 'e/', '.', 'd/sub/s', '')
        for one in names:
            for other in names:
                os.chdir(start); k += 1; make(str(k))
                try: os.rename(one, other)
                except OSError as e: print(type(e).__name__, e, e.errno, e.filename, e.filename2)
                print(one, other, sorted(os.listdir()), [sorted(os.listdir(d)) for d in 'de' if os.path.isdir(d)])
        os.chdir(start); make('z'); os.replace('a', 'b'); print(open('b').read(), sorted(os.listdir()))
    """,
    "the current directory": """
        start = os.getcwd(); os.makedirs('d/e'); os.chdir('d')
        print(os.path.relpath(os.getcwd(), start), os.listdir(), os.listdir('..'), os.path.abspath('x') == start + '/d/x')
        open('here', 'w').write('1'); os.chdir('e'); print(open('../here').read(), sorted(os.listdir('../')))
        open('../../top', 'w').close(); os.chdir('..'); os.chdir('..'); print(sorted(os.listdir('.')))
        t(lambda: os.chdir('top')); t(lambda: os.chdir('none')); t(lambda: os.chdir(''))
        os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); t(os.getcwd); t(lambda: open('x', 'w')); t(lambda: os.mkdir('y'))
        print(os.listdir('.'))
    """,
    "stat and listing": """
        open('a', 'w').write('12345'); os.makedirs('d/e'); open('d/f', 'w').close()
        print(os.stat('a').st_size, os.stat('a')[6], os.path.getsize('a'), oct(os.stat('a').st_mode & 0o170000), oct(os.stat('d').st_mode & 0o170000))
        t(lambda: os.stat('n')); t(lambda: os.listdir('a')); t(lambda: os.listdir('n')); t(lambda: os.path.getsize('n'))
        print([os.path.exists(p) for p in ('a', 'd', 'n', 'a/', 'd/', 'd/f', '', 'x\\0')])
        print([os.path.isfile(p) for p in ('a', 'd', 'n')], [os.path.isdir(p) for p in ('a', 'd', 'n', 'd/e/', '/', '/..', '..')])
        with os.scandir('d') as entries: print(sorted((e.name, e.path, e.is_dir(), e.is_file()) for e in entries))
        print(sorted(e.name for e in os.scandir()))
        print(list(os.walk('d', topdown=False)), list(os.walk('none')))
        for top, folders, files in os.walk('.'): print(top, folders, files) if top != '.' else folders.clear()
    """,
    "os.path": """
        from os.path import *
        paths = ('', '/', '//', 'a', 'a/', '/a', 'a/b', 'a//b', './a', '../a', 'a/../b', '/../a', 'a/..', '..', '.', '.hid', 'a.tar.gz', 'd.x/f', '...', '..a', '///a//b/./c/..')
        for p in paths: print(p, split(p), basename(p), dirname(p), splitext(p), normpath(p), isabs(p))
        for p in paths:
            print([join(p, q) for q in ('', 'x', '/x')], '..' in p or abspath(p).replace(os.getcwd(), 'CWD'))
            if not isabs(p): t(lambda: relpath(p, 'a/b')); t(lambda: relpath(p))
        print(join('a', 'b', 'c'), os.sep, os.linesep == '\\n', os.name, os.curdir, os.pardir, os.extsep)
        import os.path as other; print(other.join('a', 'b'))
    """,
    "OSError": """
        t(lambda: open('n'))
        try: open('n')
        except FileNotFoundError as e: print(e.errno, e.strerror, e.filename, e.args, repr(e), e.filename2)
        for args in ((2, 'x', 'y'), (2, 'x'), ('x',), (17, 'x'), (21, 'x'), (20, 'x'), (13, 'x'), (1, 'x'), (28, 'x'), (2, 'x', 'y', None, 'z')):
            e = OSError(*args); print(type(e).__name__, str(e), e.args == args[:2])
        class Mine(OSError): pass
        e = Mine(2, 'x'); print(type(e).__name__, str(e), e.errno, e.strerror, isinstance(e, OSError))
        print(IOError is OSError, [issubclass(c, OSError) for c in (FileExistsError, IsADirectoryError, NotADirectoryError, PermissionError)])
        e = FileNotFoundError(2, 'gone', 'f'); print(e, e.filename); print(str(FileNotFoundError('text only')))
        import errno; print(errno.ENOSPC, errno.ENOTDIR, errno.EBUSY, errno.ENOENT, os.strerror(2), os.strerror(39))
    """,
    "import what was written": """
        import sys
        sys.path.insert(0, os.getcwd())
        open('one.py', 'w').write('x = 1\\n')
        import one; print(one.x)
        os.makedirs('pkg/sub'); open('pkg/__init__.py', 'w').write('y = 2\\n'); open('pkg/sub/__init__.py', 'w').close()
        open('pkg/sub/deep.py', 'w').write('from .. import y\\nz = y + 1\\n')
        from pkg.sub.deep import z; print(z)
    """,
    "json": """
        import json
        with open('a.json', 'w') as f: json.dump({'a': [1, 2.5, None, True], 'b': 'xy'}, f)
        print(open('a.json').read())
        with open('a.json') as f: print(json.load(f))
        with open('a.json', 'rb') as f: print(json.load(f)['a'])
    """,
}

CSV_PROGRAMS = {
    "reading": r'''
        texts = ['a,b,c\n1,2,3\n', 'a;b\n"x;y";"he said ""hi"""\n', '', '\n', 'a\n\nb\n', '"two\nlines",x\r\ny,z', ' a, b\n',
                 '"a"b,c\n', 'a"b"c,d\n', '"open\nend', ',,\n', '""\n', '"",""\n', "'q,r',s\n", 'a\tb\n', '1,"2",x\n', 'a,\n', 'x\r\ry\n']
        for text in texts:
            for options in ({}, {'delimiter': ';'}, {'skipinitialspace': True}, {'quotechar': "'"}, {'doublequote': False, 'escapechar': '\\'},
                            {'quoting': csv.QUOTE_NONE}, {'strict': True}, {'dialect': 'excel-tab'}):
                open('t', 'w', newline='').write(text)
                t(lambda: list(csv.reader(open('t', newline=''), **options)))
        t(lambda: list(csv.reader(['1,"2"', '3,4'], quoting=csv.QUOTE_NONNUMERIC)))
        t(lambda: list(csv.reader([b'x']))); t(lambda: csv.reader([], delimiter='ab')); t(lambda: csv.reader([], delimiter=3))
        t(lambda: csv.reader([], dialect='none'))
        r = csv.reader(['a,"b', 'c"', 'd']); print(next(r), r.line_num, next(r), r.line_num)
    ''',
    "writing": r"""
        rows = [['a', 'b'], [1, 2.5, None, True], [], [''], [None], ['x,y', 'q"q', 'l\nl', 'r\r'], [' s', 's '], ["it's", ';'], ['\\', '\t']]
        for options in ({}, {'delimiter': ';'}, {'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'lineterminator': '\n'},
                        {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'}, {'quoting': csv.QUOTE_NONE}, {'quotechar': "'"}, {'dialect': 'unix'},
                        {'doublequote': False, 'escapechar': '\\'}, {'dialect': csv.excel_tab}, {'doublequote': False}):
            for row in rows:
                f = io.StringIO()
                t(lambda: csv.writer(f, **options).writerow(row)); print(repr(f.getvalue()))
        t(lambda: csv.writer(io.StringIO()).writerow(3)); t(lambda: csv.writer(3))
    """,
    "dicts and files": r"""
        with open('t.csv', 'w', newline='') as f:
            w = csv.DictWriter(f, fieldnames=['name', 'n']); print(w.writeheader()); w.writerow({'name': 'Ada', 'n': 1})
            w.writerows([{'name': 'x,y', 'n': 2}, {'name': 'z'}]); t(lambda: w.writerow({'no': 1, 'n': 2}))
        print(repr(open('t.csv', newline='').read()))
        with open('t.csv', newline='') as f:
            r = csv.DictReader(f); print(r.fieldnames); print([dict(row) for row in r])
        print(list(csv.DictReader(['a,b', '1', '', '1,2,3'], restkey='more', restval='-')), list(csv.DictReader(['1,2'], ['x', 'y'])))
        csv.register_dialect('mine', delimiter='|'); print(list(csv.reader(['a|b'], 'mine')), 'mine' in csv.list_dialects())
        class Own(csv.excel): delimiter = ':'
        print(list(csv.reader(['a:b'], Own)), list(csv.reader(['a:b'], dialect=Own())))
    """,
    "a sum": r"""
        open('in.csv', 'w').write('item,price\nbread,2.50\nmilk,1.25\n')
        with open('in.csv') as f: total = sum(float(row['price']) for row in csv.DictReader(f))
        with open('out.csv', 'w', newline='') as f: csv.writer(f).writerows([['total'], [total]])
        print(open('out.csv').read())
    """,
}


def _unindented(code: str) -> str:
    lines = code.strip("\n").split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[margin:] for line in lines) + "\n"


def _in_cpython(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-W", "ignore", "-c", code],
        cwd=folder, env={"LC_ALL": "C.UTF-8"}, capture_output=True, text=True, timeout=60, check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_prints_what_it_prints_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    code = TRY + _unindented(PROGRAMS[name])
    outcome = run("import os\nos.mkdir('/tmp'); os.chdir('/tmp')\n" + code)
    assert outcome.outcome == "ok", outcome
    assert outcome.stdout.split("\n") == _in_cpython(code, tmp_path).split("\n")


@pytest.mark.parametrize("name", CSV_PROGRAMS)
def test_csv_is_as_in_cpython(run: Run, name: str, tmp_path: Path) -> None:
    code = "import csv\n" + TRY + _unindented(CSV_PROGRAMS[name])
    outcome = run(code)
    assert outcome.outcome == "ok", outcome
    assert outcome.stdout.split("\n") == _in_cpython(code, tmp_path).split("\n")


def test_os_errors(run: Run) -> None:
    """Patch 0015."""
    outcome = run("open('none')")
    assert outcome.error[:2] == (
        "FileNotFoundError", "[Errno 2] No such file or directory: 'none'"
    )


# ---- what is ours alone --------------------------------------------------------------------------


def test_nothing_lies_above_the_root(run: Run) -> None:
    code = (
        "import os\nprint(os.getcwd(), os.listdir('/../..'), os.listdir('..'))\n"
        "open('../../x', 'w').write('1')\nprint(os.listdir('/'), os.path.abspath('../..'))\n"
        "os.chdir('..')\nprint(os.getcwd(), open('/a/../x').read() if os.path.exists('/a') else open('/x').read())"
    )
    assert run(code).stdout == "/ [] []\n['x'] /\n/ 1\n"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-16", "nope"])
def test_only_utf_8_is_known(run: Run, encoding: str) -> None:
    error = run(f"open('x', 'w', encoding={encoding!r})").error
    assert error[:2] == ("LookupError", f"unknown encoding: {encoding} (files have utf-8 here)")


def test_given_files_can_be_changed_and_imported_from_anywhere(run: Run) -> None:
    outcome = run(
        "import os\nos.mkdir('d'); os.chdir('d')\nimport given\nprint(given.x)\n"
        "open('/given2.py', 'w').write(open('/given.py').read().replace('1', '2'))\n"
        "import given2\nprint(given2.x, open('/data/t.txt').read())\nos.remove('/data/t.txt')\n"
        "print(os.listdir('/data'))",
        files={"given.py": "x = 1\n", "data/t.txt": "text"},
    )
    assert outcome.stdout == "1\n2 text\n[]\n", outcome


FILL = (
    "import errno\n"
    "try:\n    with open('big', 'wb') as f:\n        while True: f.write(b'x' * 100_000)\n"
    "except OSError as error:\n    print(error, error.errno == errno.ENOSPC)\n"
)


@pytest.mark.parametrize("memory_mib", [1, 2, 16, 64])
def test_a_full_disk_can_be_caught(session: Run, memory_mib: int) -> None:
    outcome = session(FILL, memory_bytes=memory_mib * MIB, wall_seconds=60)
    assert outcome.stdout == "[Errno 28] No space left on device True\n", outcome
    assert outcome.peak_memory_bytes <= memory_mib * MIB
    after = session(
        "import os\nn = os.path.getsize('big'); print(n == open('big', 'rb').seek(0, 2), n > 0)\n"
        "os.remove('big'); del f\nprint(open('x', 'w').write('y' * 100_000))"
    )
    assert after.stdout == "True True\n100000\n", after


def test_a_full_disk_that_is_not_caught_leaves_a_session(session: Run) -> None:
    full = session("f = open('big', 'w')\nwhile True: f.write('é' * 50_000)", memory_bytes=2 * MIB)
    assert (full.outcome, full.error[0]) == ("error", "OSError")
    assert session("f.close(); import os; os.remove('big'); print('fine')").stdout == "fine\n"
    many = session("i = 0\nwhile True:\n    open(str(i), 'w').close(); i += 1", wall_seconds=60)
    assert (many.outcome, many.error[0]) in (("error", "OSError"), ("memory", "MemoryError")), many
    removed = session("import os\nwhile i > 0:\n    i -= 1; os.remove(str(i))\nprint(os.listdir('/'))")
    assert removed.stdout == "[]\n", removed


def test_what_an_aborted_run_wrote_is_there(session: Run) -> None:
    outcome = session("f = open('a', 'w')\nf.write('kept')\nwhile True: pass", wall_seconds=0.3)
    assert outcome.outcome == "timeout"
    assert session("print(open('a').read(), f.closed)").stdout == "kept False\n"


def test_files_are_part_of_an_image(node: Node) -> None:
    code = "import os\nos.mkdir('d'); open('d/a', 'w').write('x' * 100_000); os.chdir('d'); f = open('a')"
    node.run(code, image_after="with files")
    outcome = node.run(
        "import os\nprint(os.getcwd(), len(open('a').read()), len(f.read()))", image_before="with files"
    )
    assert outcome.stdout == "/d 100000 100000\n", outcome


@pytest.mark.parametrize("code", [
    "f = open('a', 'w+')\nf.write('é' * 4_000_000)\nwhile True: f.seek(0); f.read(3_999_999)",
    "f = open('a', 'w+')\nf.write('é' * 4_000_000)\nwhile True: f.seek(0); f.readline()",
    "f = open('a', 'w')\ns = 'é' * 2_000_000\nwhile True: f.seek(0); f.write(s)",
    "f = open('a', 'wb')\nwhile True: f.truncate(20_000_000); f.truncate(0)",
    "f = open('a', 'w', newline='\\r\\n')\ns = '\\n' * 4_000_000\nwhile True: f.seek(0); f.write(s)",
    "import os\nfor i in range(1500): os.mkdir('d'); os.chdir('d')\nwhile True: os.getcwd()",
    "import os\np = './' * 2000\nwhile True: os.stat(p)",
    "import os\nfor i in range(20_000): open(str(i), 'w').close()\nwhile True: os.listdir()",
    "import csv\nwhile True: list(csv.reader(['\"' + 'a,' * 100_000 + '\"']))",
    "open('m.py', 'w').write('x = 1\\n' * 200_000)\nimport m",
    "open('m.py', 'w').write('(' * 100_000)\nimport m",
    "import json\nf = open('a', 'w+')\nf.write('[' + '1,' * 2_000_000 + '1]')\nwhile True: f.seek(0); json.load(f)",
])  # fmt: skip
def test_long_work_with_files_ends_and_the_session_lives(session: Run, code: str) -> None:
    request: dict[str, Any] = {"memory_bytes": 64 * MIB, "wall_seconds": 0.5}
    session("marker = 41", **request)
    outcome = session(code, **request)
    assert outcome.outcome in ("timeout", "memory", "error"), outcome
    assert outcome.wall_seconds < 1.5, outcome
    assert session("print(marker)", **request).stdout == "41\n"


@pytest.mark.parametrize("code", [
    "class W:\n    def __del__(self): open('a', 'w').close()\n",
    "class W:\n    def __del__(self): f.truncate(0)\n",
    "class W:\n    def __del__(self): f.close()\n",
    "class W:\n    def __del__(self): os.remove('a')\n",
])  # fmt: skip
def test_files_that_change_while_the_collector_runs(run: Run, code: str) -> None:
    outcome = run(
        "import os\n" + code +
        "for i in range(300):\n"
        "    f = open('a', 'w+'); f.write('x' * 30_000); f.seek(0)\n"
        "    [W() for _ in range(20)]\n"
        "    for n in range(20):\n"
        "        try: f.read(3000); f.write('y' * 3000); f.readline(); f.seek(0); [n] * 2000\n"
        "        except (ValueError, OSError): pass\n"
        "print('done')",
        memory_bytes=1 * MIB, wall_seconds=60,
    )
    assert outcome.stdout == "done\n", outcome


def test_a_thousand_nested_directories_and_names(run: Run) -> None:
    outcome = run(
        "import os\nfor i in range(1000): os.mkdir('d'); os.chdir('d')\n"
        "print(len(os.getcwd()))\nos.chdir('/')\nfor i in range(1500): open('f%d' % i, 'w').write(str(i))\n"
        "print(len(os.listdir()), open('f777').read())\n"
        "for i in range(0, 1500, 2): os.remove('f%d' % i)\nprint(len(os.listdir()), open('f777').read())\n"
        "print(sum(len(files) for _, _, files in os.walk('/f777')), os.path.exists('f778'))"
    )
    assert outcome.stdout == "2000\n1501 777\n751 777\n0 False\n", outcome
