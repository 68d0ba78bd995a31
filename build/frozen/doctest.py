"""CPython's doctest: examples in documentation, run and compared."""

import sys

ELLIPSIS, NORMALIZE_WHITESPACE, IGNORE_EXCEPTION_DETAIL, SKIP = 1, 2, 4, 8
DONT_ACCEPT_TRUE_FOR_1 = DONT_ACCEPT_BLANKLINE = REPORT_NDIFF = FAIL_FAST = REPORT_ONLY_FIRST_FAILURE = 0
_FLAGS = {"ELLIPSIS": 1, "NORMALIZE_WHITESPACE": 2, "IGNORE_EXCEPTION_DETAIL": 4, "SKIP": 8}


class TestResults:
    def __init__(self, failed, attempted, skipped=0):
        self.failed, self.attempted, self.skipped = failed, attempted, skipped

    def __iter__(self):
        return iter((self.failed, self.attempted))

    def __getitem__(self, i):
        return (self.failed, self.attempted)[i]

    def __repr__(self):
        skipped = ", skipped=%d" % self.skipped if self.skipped else ""
        return "TestResults(failed=%d, attempted=%d%s)" % (self.failed, self.attempted, skipped)


class Example:
    def __init__(self, source, want, lineno=0, flags=0):
        self.source, self.want, self.lineno, self.flags = source, want, lineno, flags


def _examples(doc):
    found = []
    lines = doc.split("\n")
    i = 0
    while i < len(lines):
        line = lines[i].lstrip()
        if not line.startswith(">>> ") and line != ">>>":
            i += 1
            continue
        indent = len(lines[i]) - len(line)
        at = i
        source = [line[4:]]
        i += 1
        while i < len(lines) and (lines[i][indent:].startswith("... ") or lines[i].strip() == "..."):
            source.append(lines[i][indent + 4 :])
            i += 1
        want = []
        while i < len(lines) and lines[i].strip() and not lines[i].lstrip().startswith(">>>"):
            want.append(lines[i][indent:])
            i += 1
        text = "\n".join(source) + "\n"
        flags = 0
        for name, bit in _FLAGS.items():
            if "doctest:" in text and "+" + name in text:
                flags |= bit
        found.append(Example(text, "\n".join(want) + "\n" if want else "", at, flags))
    return found


def _is_like(want, got, flags):
    if got == want:
        return True
    want = want.replace("<BLANKLINE>\n", "\n")
    if got == want:
        return True
    if (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
        return True
    if flags & NORMALIZE_WHITESPACE:
        got, want = " ".join(got.split()), " ".join(want.split())
        if got == want:
            return True
    if flags & ELLIPSIS and "..." in want:
        parts = want.split("...")
        if not got.startswith(parts[0]) or not got.endswith(parts[-1]):
            return False
        at, end = len(parts[0]), len(got) - len(parts[-1])
        for part in parts[1:-1]:
            at = got.find(part, at, end)
            if at < 0:
                return False
            at += len(part)
        return at <= end
    return False


def _run(example, namespace):
    """What an example prints: its value too, and of an exception the last line."""
    out = []

    def show(*args, sep=" ", end="\n", file=None, flush=False):
        out.append((" " if sep is None else sep).join([str(arg) for arg in args]) + ("\n" if end is None else end))

    namespace["print"] = show
    try:
        try:
            code = compile(example.source.strip(), "<doctest>", "eval")
        except SyntaxError:
            exec(example.source, namespace)
        else:
            value = eval(code, namespace)
            if value is not None:
                out.append(repr(value) + "\n")
                namespace["_"] = value
    except Exception as error:
        text = str(error)
        return "".join(out), type(error).__name__ + (": " + text if text else "")
    finally:
        del namespace["print"]
    return "".join(out), None


class DocTestRunner:
    def __init__(self, checker=None, verbose=False, optionflags=0):
        self._verbose, self._flags = verbose, optionflags
        self.failures = self.tries = self.skips = 0

    def run_examples(self, name, examples, namespace):
        failed = 0
        for example in examples:
            flags = self._flags | example.flags
            self.tries += 1
            if flags & SKIP:
                self.skips += 1
                continue
            if self._verbose:
                print("Trying:\n" + _indented(example.source), end="")
                print("Expecting:\n" + _indented(example.want) if example.want else "Expecting nothing\n", end="")
            got, error = _run(example, namespace)
            want = example.want
            if error is not None:
                last = want.rstrip("\n").split("\n")[-1]
                is_wanted = want.startswith("Traceback")
                if is_wanted and flags & IGNORE_EXCEPTION_DETAIL:
                    last, error = last.split(":")[0].split(".")[-1], error.split(":")[0]
                well = is_wanted and _is_like(last + "\n", error + "\n", flags)
                got += "Traceback (most recent call last):\n" + error + "\n"
            else:
                well = _is_like(want, got, flags)
            if well:
                if self._verbose:
                    print("ok")
                continue
            failed += 1
            print("*" * 70)
            print("File \"<main>\", line %d, in %s" % (example.lineno + 1, name))
            print("Failed example:\n" + _indented(example.source), end="")
            print("Expected:\n" + _indented(want) if want else "Expected nothing\n", end="")
            print("Got:\n" + _indented(got) if got else "Got nothing\n", end="")
        self.failures += failed
        return failed


def _indented(text):
    return "".join(["    " + line for line in text.splitlines(True)])


def _documented(module_name, names):
    yield module_name, names.get("__doc__")
    for test in (names.get("__test__") or {}).items():
        yield "%s.__test__.%s" % (module_name, test[0]), test[1] if isinstance(test[1], str) else test[1].__doc__
    for name in sorted(names):
        item = names[name]
        if isinstance(item, type):
            if getattr(item, "__module__", None) == module_name:
                yield "%s.%s" % (module_name, name), item.__doc__
                for inner in sorted(item.__dict__):
                    value = item.__dict__[inner]
                    value = getattr(value, "__func__", getattr(value, "fget", value))
                    if callable(value):
                        yield "%s.%s.%s" % (module_name, name, inner), getattr(value, "__doc__", None)
        elif callable(item) and getattr(item, "__module__", None) == module_name:
            yield "%s.%s" % (module_name, name), getattr(item, "__doc__", None)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False, exclude_empty=False):
    module = __import__("__main__") if m is None else m
    names = dict(module.__dict__)
    runner = DocTestRunner(None, verbose, optionflags)
    per_test, empty, passed = [], [], []
    for test, doc in list(_documented(name or module.__name__, names)):
        if isinstance(doc, str) and ">>>" in doc:
            namespace = dict(names if globs is None else globs)
            namespace.update(extraglobs or {})
            examples = _examples(doc)
            failed = runner.run_examples(test, examples, namespace)
            if failed:
                per_test.append((test, failed, len(examples)))
            else:
                passed.append((test, len(examples)))
        else:
            empty.append(test)
    if verbose:
        for count, what in ((empty, "had no tests"), (passed, "passed all tests")):
            if count:
                print("%d item%s %s:" % (len(count), "" if len(count) == 1 else "s", what))
            for each in sorted(count):
                print("    " + each if count is empty else " %3d test%s in %s" % (each[1], "" if each[1] == 1 else "s", each[0]))
    if per_test:
        print("*" * 70)
        print("%d item%s had failures:" % (len(per_test), "" if len(per_test) == 1 else "s"))
        for test, failed, tried in per_test:
            print("%4d of %3d in %s" % (failed, tried, test))
        print("***Test Failed*** %d failure%s." % (runner.failures, "" if runner.failures == 1 else "s"))
    if verbose:
        total = len(per_test) + len(empty) + len(passed)
        print("%d test%s in %d item%s." % (runner.tries, "" if runner.tries == 1 else "s", total, "" if total == 1 else "s"))
        failed = " and %d failed" % runner.failures if runner.failures else ""
        print("%d passed%s." % (runner.tries - runner.failures, failed))
        if not runner.failures:
            print("Test passed.")
    return TestResults(runner.failures, runner.tries, runner.skips)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    doc = f if isinstance(f, str) else f.__doc__
    DocTestRunner(None, verbose, optionflags).run_examples(name, _examples(doc or ""), dict(globs))
