# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's traceback, as far as there are frames to tell of: the guest has no lines of the source."""

import sys

_CAUSE = (
    "\nThe above exception was the direct cause of the following exception:\n\n"
)
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_WIDEST, _DEEPEST = 15, 10
_missing = object()


class FrameSummary:
    def __init__(self, filename, lineno, name, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (self.filename, self.lineno, self.name)


class StackSummary(list):
    @classmethod
    def from_list(cls, a_list):
        return cls(each if isinstance(each, FrameSummary) else FrameSummary(*each) for each in a_list)

    def format_frame_summary(self, frame):
        text = '  File "%s", line %s, in %s\n' % (frame.filename, frame.lineno, frame.name)
        return text + "    %s\n" % frame.line.strip() if frame.line else text

    def format(self):
        lines = []
        last, repeats = None, 0
        for frame in self:
            if last is not None and tuple(last)[:3] == tuple(frame)[:3]:
                repeats += 1
            else:
                lines += _repeated(repeats)
                last, repeats = frame, 1
            if repeats <= 3:
                lines.append(self.format_frame_summary(frame))
        return lines + _repeated(repeats)


def _repeated(repeats):
    more = repeats - 3
    return ["  [Previous line repeated %d more time%s]\n" % (more, "s" if more > 1 else "")] if more > 0 else []


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    frames = StackSummary(
        FrameSummary(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in walk_tb(tb)
    )
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
    if limit is not None:
        frames = StackSummary(frames[:limit] if limit >= 0 else frames[limit:])
    return frames


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _print(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    return StackSummary()


def format_stack(f=None, limit=None):
    return []


def print_stack(f=None, limit=None, file=None):
    pass


def _print(lines, file):
    print("".join(lines), end="", file=sys.stderr if file is None else file)


def _given(exc, value):
    return exc if value is _missing else value


def format_exception(exc, value=_missing, tb=_missing, limit=None, chain=True):
    error = _given(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    told = TracebackException(type(error), error, error.__traceback__ if tb is _missing else tb, limit=limit)
    return list(told.format(chain=chain))


def format_exception_only(exc, value=_missing, *, show_group=False):
    error = _given(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    return list(TracebackException(type(error), error, None).format_exception_only())


def print_exception(exc, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    _print(format_exception(exc, value, tb, limit, chain), file)


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def _text(value, what):
    try:
        return str(value)
    except Exception:
        return "<%s str() failed>" % what


class _Margin:
    """What is in front of the lines of an exception group."""

    def __init__(self):
        self.depth = 0
        self.is_open = False

    def indent(self):
        return "  " * self.depth

    def lines(self, texts, sign="|"):
        margin = self.indent() + sign + " " if self.depth else ""
        return ["".join(margin + line for line in text.splitlines(True)) for text in texts]


class TracebackException:
    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
        capture_locals=False, compact=False, max_group_width=_WIDEST, max_group_depth=_DEEPEST,
    ):  # fmt: skip
        self._options = (limit, max_group_width, max_group_depth)
        self._tell(exc_type, exc_value, exc_traceback)
        # One after the other: chains are longer than calls are deep.
        seen = {id(exc_value)}
        waiting = [] if exc_value is None else [(self, exc_value)]
        while waiting:
            told, error = waiting.pop()
            told.__cause__ = self._other(error.__cause__, seen, waiting)
            told.__context__ = self._other(error.__context__, seen, waiting)
            if isinstance(error, BaseExceptionGroup):
                told.exceptions = [self._other(each, set(seen), waiting) for each in error.exceptions]

    def _tell(self, exc_type, exc_value, exc_traceback):
        limit, self._width, self._depth = self._options
        self.exc_type = exc_type
        self.exc_type_str = self._type_name(exc_type)
        self.stack = None if exc_traceback is None else extract_tb(exc_traceback, limit)
        self.exceptions = self.__cause__ = self.__context__ = None
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self._str = _text(exc_value, "exception")

    @classmethod
    def from_exception(cls, exc, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, **kwargs)

    def _other(self, error, seen, waiting):
        if error is None or id(error) in seen:
            return None
        seen.add(id(error))
        told = object.__new__(TracebackException)
        told._options = self._options
        told._tell(type(error), error, error.__traceback__)
        waiting.append((told, error))
        return told

    @staticmethod
    def _type_name(kind):
        if kind is None:
            return None
        module = getattr(kind, "__module__", None)
        name = getattr(kind, "__qualname__", kind.__name__)
        return name if module in (None, "__main__", "builtins") else "%s.%s" % (module, name)

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False):
        if self.exc_type is None:
            yield "NoneType: None\n"
            return
        yield "%s: %s\n" % (self.exc_type_str, self._str) if self._str else self.exc_type_str + "\n"
        notes = self.__notes__
        if isinstance(notes, (list, tuple)):
            for note in notes:
                for line in _text(note, "note").split("\n"):
                    yield line + "\n"
        elif notes is not None:
            yield repr(notes) + "\n"

    def format(self, *, chain=True, _margin=None):
        margin = _margin or _Margin()
        told = []
        error, message = self, None
        while error is not None:
            before = error.__cause__
            message = _CAUSE
            if before is None:
                message = _CONTEXT
                before = None if error.__suppress_context__ else error.__context__
            if not chain:
                before = None
            told.append((None if before is None else message, error))
            error = before
        for message, error in reversed(told):
            if message is not None:
                yield from margin.lines([message])
            yield from error._told(margin, chain)

    def _told(self, margin, chain):
        is_group = self.exceptions is not None
        if is_group and margin.depth > self._depth:
            yield from margin.lines(["... (max_group_depth is %d)\n" % self._depth])
            return
        is_first = is_group and margin.depth == 0
        margin.depth += is_first
        if self.stack is not None:
            title = "Exception Group Traceback" if is_group else "Traceback"
            yield from margin.lines([title + " (most recent call last):\n"], "+" if is_first else "|")
            yield from margin.lines(self.stack.format())
        yield from margin.lines(self.format_exception_only())
        if is_group:
            yield from self._members(margin, chain)
        margin.depth -= is_first

    def _members(self, margin, chain):
        count = len(self.exceptions)
        shown = count if count <= self._width else self._width + 1
        margin.is_open = False
        for i in range(shown):
            if i == shown - 1:
                margin.is_open = True
            title = str(i + 1) if i < self._width else "..."
            yield "%s%s+---------------- %s ----------------\n" % (
                margin.indent(), "  " if i else "+-", title
            )  # fmt: skip
            margin.depth += 1
            if i < self._width:
                yield from self.exceptions[i].format(chain=chain, _margin=margin)
            else:
                more = count - self._width
                yield from margin.lines(["and %d more exception%s\n" % (more, "s" if more > 1 else "")])
            if i == shown - 1 and margin.is_open:
                yield margin.indent() + "+------------------------------------\n"
                margin.is_open = False
            margin.depth -= 1

    def print(self, *, file=None, chain=True):
        _print(list(self.format(chain=chain)), file)
