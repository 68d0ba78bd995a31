# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's string."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([word[:1].upper() + word[1:].lower() for word in s.split(sep)])


class _Pattern:
    # Compiled when it is first asked for: most programs that import string have no template.
    def __get__(self, instance, cls):
        return cls._compiled()


class Template:
    delimiter = "$"
    idpattern = "(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2  # re.IGNORECASE
    pattern = _Pattern()

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compiled()

    @classmethod
    def _compiled(cls):
        import re

        pattern = cls.__dict__.get("pattern")
        if pattern is None or isinstance(pattern, _Pattern):
            delim = re.escape(cls.delimiter)
            pattern = "%s(?:(?P<escaped>%s)|(?P<named>%s)|{(?P<braced>%s)}|(?P<invalid>))" % (
                delim, delim, cls.idpattern, cls.braceidpattern or cls.idpattern,
            )  # fmt: skip
        cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)
        return cls.pattern

    def __init__(self, template):
        self.template = template

    def _invalid(self, i):
        lines = self.template[:i].splitlines(True)
        lineno, colno = len(lines), i - len("".join(lines[:-1]))
        raise ValueError("Invalid placeholder in string: line %d, col %d" % ((lineno, colno) if lines else (1, 1)))

    def _unknown(self):
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def _filled(self, mapping, is_safe):
        def convert(mo):
            named = mo.group("named") or mo.group("braced")
            if named is not None:
                try:
                    return str(mapping[named])
                except KeyError:
                    if is_safe:
                        return mo.group()
                    raise
            if mo.group("escaped") is not None:
                return self.delimiter
            if mo.group("invalid") is None:
                self._unknown()
            if not is_safe:
                self._invalid(mo.start("invalid"))
            return mo.group()

        return self.pattern.sub(convert, self.template)

    def substitute(*args, **kws):
        mapping = _mapping("substitute", args, kws)
        return args[0]._filled(mapping, False)

    def safe_substitute(*args, **kws):
        mapping = _mapping("safe_substitute", args, kws)
        return args[0]._filled(mapping, True)

    def is_valid(self):
        for mo in self.pattern.finditer(self.template):
            if mo.group("invalid") is not None:
                return False
            if mo.group("named") is None and mo.group("braced") is None and mo.group("escaped") is None:
                self._unknown()
        return True

    def get_identifiers(self):
        found = []
        for mo in self.pattern.finditer(self.template):
            named = mo.group("named") or mo.group("braced")
            if named is not None:
                if named not in found:
                    found.append(named)
            elif mo.group("invalid") is None and mo.group("escaped") is None:
                self._unknown()
        return found


def _mapping(name, args, kws):
    # The arguments of a method whose own are positional only: any name may be a keyword.
    if not args:
        raise TypeError("descriptor '%s' of 'Template' object needs an argument" % name)
    if len(args) > 2:
        text = "Template.%s() takes from 1 to 2 positional arguments but %d were given"
        raise TypeError(text % (name, len(args)))
    if len(args) == 1:
        return kws
    if not kws:
        return args[1]
    from collections import ChainMap

    return ChainMap(kws, args[1])


class Formatter:
    def format(*args, **kwargs):
        if len(args) < 2:
            raise TypeError(
                "Formatter.format() missing 1 required positional argument: 'format_string'" if args
                else "descriptor 'format' of 'Formatter' object needs an argument"
            )  # fmt: skip
        return args[0].vformat(args[1], args[2:], kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            out.append(literal)
            if name is None:
                continue
            if name == "" or name.isdigit():
                if auto is False if name == "" else auto:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto = False if name else auto + 1
                name = name or str(auto - 1)
            obj, first = self.get_field(name, args, kwargs)
            used.add(first)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto

    def parse(self, format_string):
        literal = ""
        i, n = 0, len(format_string)
        while i < n:
            c = format_string[i]
            if c in "{}" and format_string[i : i + 2] == c + c:
                literal += c
                i += 2
            elif c == "}":
                raise ValueError("Single '}' encountered in format string")
            elif c == "{":
                depth, j = 1, i + 1
                while j < n and depth:
                    depth += {"{": 1, "}": -1}.get(format_string[j], 0)
                    j += 1
                if depth:
                    raise ValueError("expected '}' before end of string")
                name, colon, spec = format_string[i + 1 : j - 1].partition(":")
                name, bang, conversion = name.partition("!")
                yield literal, name, spec, conversion or None
                literal = ""
                i = j
            else:
                literal += c
                i += 1
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        i = 0
        while i < len(field_name) and field_name[i] not in ".[":
            i += 1
        first = field_name[:i]
        first = int(first) if first.isdigit() else first
        obj = self.get_value(first, args, kwargs)
        rest = field_name[i:]
        while rest:
            if rest[0] == ".":
                end = 1
                while end < len(rest) and rest[end] not in ".[":
                    end += 1
                obj = getattr(obj, rest[1:end])
            else:
                end = rest.find("]") + 1
                key = rest[1 : end - 1]
                obj = obj[int(key) if key.isdigit() else key]
            rest = rest[end:]
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier %s" % conversion)
