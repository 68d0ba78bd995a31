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


def _is_start(c):
    return c == "_" or "a" <= c.lower() <= "z"


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        # (text before, name or None, the placeholder as it stands, where it begins); name "": an error
        text, at, delimiter = self.template, 0, self.delimiter
        while True:
            i = text.find(delimiter, at)
            if i < 0:
                yield text[at:], None, "", len(text)
                return
            j = i + len(delimiter)
            if text.startswith(delimiter, j):
                yield text[at:i] + delimiter, None, "", i
                at = j + len(delimiter)
                continue
            braced = text[j : j + 1] == "{"
            start = end = j + braced
            while end < len(text) and (_is_start(text[end]) or (end > start and text[end].isdigit())):
                end += 1
            name = text[start:end]
            if braced and text[end : end + 1] != "}":
                name = ""
            end += braced
            if not name:
                end = j
            yield text[at:i], name, text[i:end], i
            at = end

    def _invalid(self, i):
        lines = self.template[:i].splitlines(True)
        colno = i + 1 if not lines else i - len("".join(lines[:-1]))
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (max(len(lines), 1), max(colno, 1) if i else 1))

    def _filled(self, mapping, kws, is_safe):
        out = []
        for before, name, whole, i in self._parts():
            out.append(before)
            if name is None:
                continue
            if name in kws:
                out.append(str(kws[name]))
            elif not name:
                if not is_safe:
                    self._invalid(i)
                out.append(whole)
            elif is_safe:
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    out.append(whole)
            else:
                out.append(str(mapping[name]))
        return "".join(out)

    def substitute(self, mapping={}, **kws):
        return self._filled(mapping, kws, False)

    def safe_substitute(self, mapping={}, **kws):
        return self._filled(mapping, kws, True)

    def get_identifiers(self):
        found = []
        for _, name, _, _ in self._parts():
            if name and name not in found:
                found.append(name)
        return found

    def is_valid(self):
        return all([name != "" for _, name, _, _ in self._parts()])


class Formatter:
    def format(self, format_string, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            out.append(literal)
            if name is None:
                continue
            if name == "":
                name = str(auto)
                auto += 1
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
