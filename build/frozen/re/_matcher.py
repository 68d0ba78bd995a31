"""A backtracking matcher for what _parser.py makes of a pattern.

Each part of a pattern becomes a function m(i, k): it tries to match at i, and calls k(end), which
matches the rest, for each way in which it can, the likeliest first; the first k that does not return
None decides. A pattern's groups and the text lie in its `_State`, which is one match's.
"""

from . import _parser
from ._constants import *
from ._constants import error

_DIGITS = "0123456789"
_SPACES = " \t\n\r\f\v"
_MORE_SPACES = "\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def _is_word(c):
    return c.isalpha() or c in _DIGITS or c == "_" or (c > "\x7f" and _is_letter(c))


def _is_letter(c):
    # MicroPython's isalpha() knows ASCII alone; most of what lies beyond is letters.
    code = ord(c)
    return not (
        code < 0xAA or c in _MORE_SPACES or code in (0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB4, 0xB6, 0xB7, 0xB8, 0xBB, 0xBF, 0xD7, 0xF7)
        or 0x2000 <= code <= 0x206F or 0x20A0 <= code <= 0x20CF or 0x2190 <= code <= 0x2BFF or 0x3000 <= code <= 0x303F
        or 0x1F000 <= code <= 0x1FAFF or 0xFE00 <= code <= 0xFE0F
    )  # fmt: skip


def _is_ascii_word(c):
    return c < "\x80" and (c.isalpha() or c in _DIGITS or c == "_")


def _category(av, ascii):
    word = _is_ascii_word if ascii else _is_word
    spaces = _SPACES if ascii else _SPACES + _MORE_SPACES
    if av is CATEGORY_DIGIT:
        return lambda c: c in _DIGITS
    if av is CATEGORY_NOT_DIGIT:
        return lambda c: c not in _DIGITS
    if av is CATEGORY_SPACE:
        return lambda c: c in spaces
    if av is CATEGORY_NOT_SPACE:
        return lambda c: c not in spaces
    if av is CATEGORY_WORD:
        return word
    return lambda c: not word(c)


def _char_test(op, av, flags):
    """A test of one character, for an item that matches exactly one; else None."""
    fold = flags & SRE_FLAG_IGNORECASE
    if op is LITERAL or op is NOT_LITERAL:
        char = chr(av)
        if fold and char.lower() != char.upper():
            low = char.lower()
            return (lambda c: c.lower() == low) if op is LITERAL else (lambda c: c.lower() != low)
        return (lambda c: c == char) if op is LITERAL else (lambda c: c != char)
    if op is ANY:
        return (lambda c: True) if flags & SRE_FLAG_DOTALL else (lambda c: c != "\n")
    if op is IN:
        return _set_test(av, flags, fold)
    if op is CATEGORY:
        return _category(av, flags & SRE_FLAG_ASCII)
    return None


def _set_test(items, flags, fold):
    chars = ""
    ranges = []
    tests = []
    negated = False
    for op, av in items:
        if op is NEGATE:
            negated = True
        elif op is LITERAL:
            chars += chr(av)
        elif op is RANGE:
            if av[1] - av[0] < 32:
                chars += "".join([chr(code) for code in range(av[0], av[1] + 1)])
            else:
                ranges.append((chr(av[0]), chr(av[1])))
        else:
            tests.append(_category(av, flags & SRE_FLAG_ASCII))
    if fold:
        chars += chars.lower() + chars.upper()

    def one(c):
        if c in chars:
            return True
        for low, high in ranges:
            if low <= c <= high:
                return True
            if fold and (low <= c.lower() <= high or low <= c.upper() <= high):
                return True
        for test in tests:
            if test(c):
                return True
        return False

    if not ranges and not tests:
        return (lambda c: c not in chars) if negated else (lambda c: c in chars)
    return (lambda c: not one(c)) if negated else one


class _State:
    """One match: the text, where it ends, and where groups begin and end."""

    def __init__(self, groups):
        self.text = None
        self.chars = ""
        self.not_empty_at = -1
        self.end = 0
        self.start = 0
        self.marks = [None] * (2 * groups)
        self.last = None


class _Compiler:
    def __init__(self, state, flags):
        self.state = state
        self.flags = flags

    def sequence(self, items, k):
        """The function f(i) that matches `items` from i on, and then what k matches."""
        items = list(items)
        at = len(items)
        while at > 0:
            at -= 1
            op, av = items[at]
            if op is LITERAL and not self.flags & SRE_FLAG_IGNORECASE:
                # A run of plain characters is compared at once.
                first = at
                while first > 0 and items[first - 1][0] is LITERAL:
                    first -= 1
                k = self._literal("".join([chr(each[1]) for each in items[first : at + 1]]), k)
                at = first
            else:
                k = self._one(op, av, k)
        return k

    def _literal(self, string, k):
        state = self.state
        n = len(string)
        if n == 1:
            return lambda i: k(i + 1) if i < state.end and state.chars[i] == string else None
        return lambda i: k(i + n) if i + n <= state.end and state.text[i : i + n] == string else None

    def _one(self, op, av, k):
        state = self.state
        test = _char_test(op, av, self.flags)
        if test is not None:
            return lambda i: k(i + 1) if i < state.end and test(state.chars[i]) else None
        if op is AT:
            return self._at(av, k)
        if op is SUBPATTERN:
            group, add, remove, items = av
            outer = self.flags
            self.flags = (self.flags | add) & ~remove
            try:
                return self._group(group, items, k, outer)
            finally:
                self.flags = outer
        if op is BRANCH:
            return self._branch([self.sequence(items, k) for items in av[1]])
        if op in (MAX_REPEAT, MIN_REPEAT, POSSESSIVE_REPEAT):
            return self._repeat(op, av[0], av[1], av[2], k)
        if op in (ASSERT, ASSERT_NOT):
            return self._look(op is ASSERT, av[0], av[1], k)
        if op is ATOMIC_GROUP:
            return self._atomic(av, k)
        if op is GROUPREF:
            return self._reference(av, k)
        if op is GROUPREF_EXISTS:
            group, yes, no = av
            yes = self.sequence(yes, k)
            no = k if no is None else self.sequence(no, k)
            marks = state.marks
            return lambda i: yes(i) if marks[2 * group - 1] is not None else no(i)
        if op is FAILURE:
            return lambda i: None
        raise error("this is not known here: %s" % op)

    def _group(self, group, items, k, outer):
        if group is None:
            return self._scoped(items, k, outer)
        state = self.state
        marks = state.marks
        begin, end = 2 * group - 2, 2 * group - 1
        # Where the group began while it is not yet known to match: a stack, for groups in repeats.
        open_ = []

        def leave(i):
            before = marks[begin], marks[end], state.last
            start = open_.pop()
            marks[begin], marks[end], state.last = start, i, group
            found = k(i)
            open_.append(start)
            if found is None:
                marks[begin], marks[end], state.last = before
            return found

        inner = self.sequence(items, leave)

        def enter(i):
            open_.append(i)
            try:
                return inner(i)
            finally:
                open_.pop()

        return enter

    def _scoped(self, items, k, outer):
        # What follows has the flags from before the group; it is compiled already.
        return self.sequence(items, k)

    def _branch(self, ways):
        def branch(i):
            for way in ways:
                found = way(i)
                if found is not None:
                    return found
            return None

        return branch

    def _at(self, av, k):
        state = self.state
        if av is AT_BEGINNING and self.flags & SRE_FLAG_MULTILINE:
            return lambda i: k(i) if i == 0 or state.chars[i - 1] == "\n" else None
        if av in (AT_BEGINNING, AT_BEGINNING_STRING):
            return lambda i: k(i) if i == 0 else None
        if av is AT_END and self.flags & SRE_FLAG_MULTILINE:
            return lambda i: k(i) if i == state.end or state.chars[i] == "\n" else None
        if av is AT_END:
            return lambda i: k(i) if i == state.end or (i == state.end - 1 and state.chars[i] == "\n") else None
        if av is AT_END_STRING:
            return lambda i: k(i) if i == state.end else None
        word = _is_ascii_word if self.flags & SRE_FLAG_ASCII else _is_word
        wanted = av is AT_BOUNDARY

        def boundary(i):
            before = i > 0 and word(state.chars[i - 1])
            after = i < state.end and word(state.chars[i])
            return k(i) if (before != after) == wanted else None

        return boundary

    def _repeat(self, op, least, most, items, k):
        state = self.state
        if most == MAXREPEAT:
            most = None
        items = list(items)
        if len(items) == 1:
            test = _char_test(items[0][0], items[0][1], self.flags)
            if test is not None:
                return self._repeat_char(op, least, most, test, k)
        if op is POSSESSIVE_REPEAT:
            return self._atomic([(MAX_REPEAT, (least, MAXREPEAT if most is None else most, items))], k)
        greedy = op is MAX_REPEAT
        # How often it has matched so far, and where the last time began: stacks, for nested repeats.
        counts = []
        starts = []

        def again(i):
            # After one more time of the items.
            count, start = counts[-1], starts[-1]
            if i == start and count >= least:
                return None  # it matched nothing: once more would be the same
            counts[-1] = count + 1
            found = step(i)
            counts[-1] = count
            starts[-1] = start
            return found

        def rest(i):
            count, start = counts.pop(), starts.pop()
            found = k(i)
            counts.append(count)
            starts.append(start)
            return found

        body = self.sequence(items, again)

        def once_more(i):
            before = starts[-1]
            starts[-1] = i
            marks = state.marks[:]
            last = state.last
            found = body(i)
            starts[-1] = before
            if found is None:
                state.marks[:] = marks
                state.last = last
            return found

        def step(i):
            count = counts[-1]
            if count < least:
                return once_more(i)
            if greedy:
                if most is None or count < most:
                    found = once_more(i)
                    if found is not None:
                        return found
                return rest(i)
            found = rest(i)
            if found is None and (most is None or count < most):
                found = once_more(i)
            return found

        def repeat(i):
            counts.append(0)
            starts.append(-1)
            try:
                return step(i)
            finally:
                counts.pop()
                starts.pop()

        return repeat

    def _repeat_char(self, op, least, most, test, k):
        state = self.state

        def limit(i):
            return state.end if most is None or i + most > state.end else i + most

        def maximum(i):
            text = state.chars
            high = limit(i)
            at = i
            while at < high and test(text[at]):
                at += 1
            low = i + least
            while at >= low:
                found = k(at)
                if found is not None:
                    return found
                at -= 1
            return None

        def minimum(i):
            text = state.chars
            high = limit(i)
            at = i
            while at < i + least:
                if at >= high or not test(text[at]):
                    return None
                at += 1
            while True:
                found = k(at)
                if found is not None:
                    return found
                if at >= high or not test(text[at]):
                    return None
                at += 1

        def possessive(i):
            text = state.chars
            high = limit(i)
            at = i
            while at < high and test(text[at]):
                at += 1
            return k(at) if at - i >= least else None

        return maximum if op is MAX_REPEAT else minimum if op is MIN_REPEAT else possessive

    def _atomic(self, items, k):
        inner = self.sequence(items, lambda i: i)

        def atomic(i):
            end = inner(i)
            return None if end is None else k(end)

        return atomic

    def _look(self, wanted, direction, items, k):
        state = self.state
        inner = self.sequence(items, lambda i: i)
        if direction > 0:
            behind = 0
        else:
            behind, widest = items.getwidth()
            if behind != widest:
                raise error("look-behind requires fixed-width pattern")

        def look(i):
            marks = state.marks[:]
            last = state.last
            found = inner(i - behind) if i >= behind else None
            if (found is not None) != wanted:
                state.marks[:] = marks
                state.last = last
                return None
            if not wanted:
                state.marks[:] = marks
                state.last = last
            found = k(i)
            if found is None:
                state.marks[:] = marks
                state.last = last
            return found

        return look

    def _reference(self, group, k):
        state = self.state
        marks = state.marks
        fold = self.flags & SRE_FLAG_IGNORECASE

        def reference(i):
            begin, end = marks[2 * group - 2], marks[2 * group - 1]
            if end is None:
                return None
            n = end - begin
            if i + n > state.end:
                return None
            old, new = state.text[begin:end], state.text[i : i + n]
            if old == new or (fold and old.lower() == new.lower()):
                return k(i + n)
            return None

        return reference


def compiled(pattern, flags):
    return Pattern(pattern, flags)


def _as_text(string):
    # A byte is the character of its number.
    if isinstance(string, str):
        return string
    try:
        return "".join([chr(byte) for byte in bytes(string)])
    except TypeError:
        raise TypeError("expected string or bytes-like object, got '%s'" % type(string).__name__)


class Pattern:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self._is_bytes = not isinstance(pattern, str)
        tree = _parser.parse(pattern, flags)
        flags = tree.state.flags
        if self._is_bytes:
            flags |= SRE_FLAG_ASCII
        self.flags = flags & ~SRE_FLAG_ASCII if self._is_bytes else flags
        self.groups = tree.state.groups - 1
        self.groupindex = dict(tree.state.groupdict)
        self._names = [None] * (self.groups + 1)
        for name, number in self.groupindex.items():
            self._names[number] = name
        self._tree = tree
        self._compiled_flags = flags
        self._in_use = False
        self._state = _State(self.groups)
        self._run = self._compile(self._state)
        # What each match begins with, for a quick search.
        prefix = ""
        if not flags & SRE_FLAG_IGNORECASE:
            for op, av in tree:
                if op is not LITERAL:
                    break
                prefix += chr(av)
        self._prefix = prefix

    def _compile(self, state):
        def accept(i):
            # With fullmatch() only what reaches the end is a match; where an empty one ended, the next
            # must not be empty.
            if (state.is_full and i != state.end) or i == state.not_empty_at == state.start:
                return None
            return i

        state.is_full = False
        return _Compiler(state, self._compiled_flags).sequence(self._tree, accept)

    def _checked(self, string):
        if isinstance(string, str) == self._is_bytes:
            if isinstance(string, str):
                raise TypeError("cannot use a bytes pattern on a string-like object")
            if isinstance(string, (bytes, bytearray, memoryview)):
                raise TypeError("cannot use a string pattern on a bytes-like object")
        if not isinstance(string, (str, bytes, bytearray, memoryview)):
            raise TypeError("expected string or bytes-like object, got '%s'" % type(string).__name__)
        return _as_text(string)

    def _find(self, string, text, pos, endpos, how, not_empty_at=-1):
        # `how`: "match" at pos, "full" at pos and to the end, "search" from pos on.
        state, run = self._state, self._run
        if self._in_use:  # within a replacement function, say
            state = _State(self.groups)
            run = self._compile(state)
        else:
            self._in_use = True
        try:
            return self._found(state, run, string, text, pos, endpos, how, not_empty_at)
        finally:
            if state is self._state:
                self._in_use = False

    def _found(self, state, run, string, text, pos, endpos, how, not_empty_at):
        n = len(text)
        pos = 0 if pos < 0 else min(pos, n)
        end = n if endpos is None or endpos > n else max(endpos, 0)
        if state.text is not text:
            # The nth character of a long str takes as many steps as n.
            state.chars = text if len(text) < 64 else list(text)
            state.text = text
        state.end = end
        state.not_empty_at = not_empty_at
        state.is_full = how == "full"
        marks = state.marks
        prefix = self._prefix
        i = pos
        while i <= end:
            if prefix and how == "search":
                i = text.find(prefix, i, end)
                if i < 0:
                    return None
            for each in range(len(marks)):
                marks[each] = None
            state.last = None
            state.start = i
            stop = run(i)
            if stop is not None:
                return Match(self, string, text, pos, end, [i, stop] + marks, state.last)
            if how != "search":
                return None
            i += 1
        return None

    def match(self, string, pos=0, endpos=None):
        return self._find(string, self._checked(string), pos, endpos, "match")

    def fullmatch(self, string, pos=0, endpos=None):
        return self._find(string, self._checked(string), pos, endpos, "full")

    def search(self, string, pos=0, endpos=None):
        return self._find(string, self._checked(string), pos, endpos, "search")

    def finditer(self, string, pos=0, endpos=None):
        return self._all(string, self._checked(string), pos, endpos)

    def _all(self, string, text, pos, endpos):
        last_end = -1
        while True:
            found = self._find(string, text, pos, endpos, "search", last_end)
            if found is None:
                return
            yield found
            pos = found.end()
            last_end = pos if found.start() == pos else -1

    def findall(self, string, pos=0, endpos=None):
        if self.groups == 0:
            return [found.group() for found in self.finditer(string, pos, endpos)]
        empty = b"" if self._is_bytes else ""
        if self.groups == 1:
            return [found.groups(empty)[0] for found in self.finditer(string, pos, endpos)]
        return [found.groups(empty) for found in self.finditer(string, pos, endpos)]

    def split(self, string, maxsplit=0):
        parts = []
        at = 0
        for found in self.finditer(string):
            if maxsplit and len(parts) >= maxsplit * (1 + self.groups):
                break
            parts.append(string[at : found.start()])
            parts.extend(found.groups())
            at = found.end()
        parts.append(string[at:])
        return parts

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        text = self._checked(string)
        if callable(repl):
            expand = repl
        else:
            expand = self._template(repl)
        parts = []
        at = 0
        n = 0
        for found in self._all(string, text, 0, None):
            if count and n >= count:
                break
            n += 1
            parts.append(string[at : found.start()])
            parts.append(expand(found))
            at = found.end()
        parts.append(string[at:])
        return (b"" if self._is_bytes else "").join(parts), n

    def _template(self, repl):
        if isinstance(repl, str) and "\\" not in repl or not isinstance(repl, str) and b"\\" not in repl:
            return lambda found: repl
        parts = _parser.parse_template(repl, self)
        empty = b"" if self._is_bytes else ""

        def expand(found):
            out = []
            for part in parts:
                if isinstance(part, int):
                    part = found.group(part)
                    if part is None:
                        continue
                out.append(part)
            return empty.join(out)

        return expand

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.flags == other.flags and self.pattern == other.pattern

    def __hash__(self):
        return hash((self.flags, self.pattern))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        from ._flags import RegexFlag

        shown = self.flags & ~SRE_FLAG_UNICODE if not self._is_bytes else self.flags
        text = repr(self.pattern)
        if len(text) > 200:
            text = text[:200]
        return "re.compile(%s%s)" % (text, ", %r" % RegexFlag(shown) if shown else "")


class Match:
    def __init__(self, pattern, string, text, pos, endpos, marks, last):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._marks = marks
        self.lastindex = last

    @property
    def lastgroup(self):
        return None if self.lastindex is None else self.re._names[self.lastindex]

    @property
    def regs(self):
        return tuple([self.span(group) for group in range(self.re.groups + 1)])

    def _number(self, group):
        if isinstance(group, str):
            if group in self.re.groupindex:
                return self.re.groupindex[group]
        elif isinstance(group, int) and 0 <= group <= self.re.groups:
            return group
        raise IndexError("no such group")

    def _text(self, number):
        end = self._marks[2 * number + 1]
        return None if end is None else self.string[self._marks[2 * number] : end]

    def group(self, *groups):
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._number(groups[0]))
        return tuple([self._text(self._number(group)) for group in groups])

    def __getitem__(self, group):
        return self._text(self._number(group))

    def groups(self, default=None):
        found = []
        for number in range(1, self.re.groups + 1):
            text = self._text(number)
            found.append(default if text is None else text)
        return tuple(found)

    def groupdict(self, default=None):
        found = {}
        for name, number in self.re.groupindex.items():
            text = self._text(number)
            found[name] = default if text is None else text
        return found

    def start(self, group=0):
        return self.span(group)[0]

    def end(self, group=0):
        return self.span(group)[1]

    def span(self, group=0):
        number = self._number(group)
        begin, end = self._marks[2 * number : 2 * number + 2]
        return (-1, -1) if end is None else (begin, end)

    def expand(self, template):
        return self.re._template(template)(self)

    def __bool__(self):
        return True

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "<re.Match object; span=%r, match=%r>" % (self.span(), self.group())
