# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""CPython's csv."""

QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3
QUOTE_STRINGS = 4
QUOTE_NOTNULL = 5


class Error(Exception):
    pass


class Dialect:
    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _made(self, {})
        except TypeError as error:
            raise Error(str(error)) from None


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(excel):
    lineterminator = "\n"
    quoting = QUOTE_ALL


_DEFAULTS = {
    "delimiter": ",", "quotechar": '"', "escapechar": None, "doublequote": True, "skipinitialspace": False,
    "lineterminator": "\r\n", "quoting": QUOTE_MINIMAL, "strict": False,
}  # fmt: skip


class _Dialect:
    """What a reader or writer goes by: checked, and not to be changed."""

    def __setattr__(self, name, value):
        raise AttributeError("attribute '%s' of '_csv.Dialect' objects is not writable" % name)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")

    def __delattr__(self, name):
        raise AttributeError("attribute '%s' of '_csv.Dialect' objects is not writable" % name)


def _made(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    for name in options:
        if name not in _DEFAULTS:
            raise TypeError("this function got an unexpected keyword argument '%s'" % name)
    made = {name: options.get(name, getattr(dialect, name, value)) for name, value in _DEFAULTS.items()}
    for name in ("delimiter", "quotechar", "escapechar"):
        value = made[name]
        if value is None and name != "delimiter":
            continue
        if not isinstance(value, str):
            kind = "string" if name == "delimiter" else "string or None"
            raise TypeError('"%s" must be %s, not %s' % (name, kind, type(value).__name__))
        if len(value) != 1:
            raise TypeError('"%s" must be a 1-character string' % name)
    if made["quotechar"] is None and "quoting" not in options and not hasattr(dialect, "quoting"):
        made["quoting"] = QUOTE_NONE
    if type(made["quoting"]) is not int:
        raise TypeError('"quoting" must be an integer')
    if not 0 <= made["quoting"] <= QUOTE_NOTNULL:
        raise TypeError('bad "quoting" value')
    if made["quotechar"] is None and made["quoting"] != QUOTE_NONE:
        if "quoting" in options or "quotechar" not in options:
            raise TypeError("quotechar must be set if quoting enabled")
        made["quoting"] = QUOTE_NONE
    if not isinstance(made["lineterminator"], str):
        raise TypeError('"lineterminator" must be a string')
    checked = _Dialect()
    for name, value in made.items():
        if name in ("doublequote", "skipinitialspace", "strict"):
            value = bool(value)
        object.__setattr__(checked, name, value)
    return checked


_limit = 131072


def field_size_limit(*limit):
    global _limit
    old = _limit
    if limit:
        if len(limit) > 1:
            raise TypeError("field_size_limit expected at most 1 argument, got %d" % len(limit))
        if not isinstance(limit[0], int):
            raise TypeError("limit must be an integer")
        _limit = limit[0]
    return old


def __getattr__(name):
    if name == "Sniffer":  # seldom asked for, and not small
        global Sniffer
        from _sniffer import Sniffer

        return Sniffer
    raise AttributeError("module 'csv' has no attribute '%s'" % name)


_dialects = {}


def register_dialect(name, dialect=None, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _made(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class _Reader:
    def __init__(self, lines, dialect, options):
        self._lines = iter(lines)
        self.dialect = _made(dialect, options)
        self.line_num = 0

    def __iter__(self):
        return self

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error(
                "iterator should return strings, not {} "
                "(the file should be opened in text mode)".format(type(line).__name__)
            )
        self.line_num += 1
        return line

    def __next__(self):
        line = self._line()
        dialect = self.dialect
        if (
            dialect.quoting in (QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE)
            and (dialect.quotechar is None or dialect.quotechar not in line)
            and dialect.escapechar is None
            and not dialect.skipinitialspace
        ):
            text = line.rstrip("\r\n")
            if "\r" not in text and "\n" not in text and len(line) - len(text) < 3 and len(text) <= _limit:
                return text.split(dialect.delimiter) if text else []
        return self._careful(line)

    def _careful(self, line):
        # One character after the other, as CPython's reader goes.
        dialect = self.dialect
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        if dialect.quoting == QUOTE_NONE:
            quote = None
        row = []
        field = []
        state = "record"
        was_quoted = False

        def end_field():
            text = "".join(field)
            if len(text) > _limit:
                raise Error("field larger than field limit (%d)" % _limit)
            field.clear()
            if not was_quoted and dialect.quoting in (QUOTE_NOTNULL, QUOTE_STRINGS) and not text:
                row.append(None)
            elif text and not was_quoted and dialect.quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS):
                row.append(float(text))
            else:
                row.append(text)

        while True:
            for c in line:
                if state == "ended":
                    if c not in "\r\n":
                        raise Error(
                            "new-line character seen in unquoted field - "
                            "do you need to open the file with newline=''?"
                        )
                    continue
                if state == "record":
                    if c in "\r\n":
                        state = "ended"
                        continue
                    state = "start"
                if state == "start":
                    was_quoted = False
                    if c in "\r\n":
                        end_field()
                        state = "ended"
                    elif c == quote:
                        was_quoted = True
                        state = "quoted"
                    elif c == escape:
                        state = "escaped"
                    elif c == " " and dialect.skipinitialspace:
                        pass
                    elif c == delimiter:
                        end_field()
                    else:
                        field.append(c)
                        state = "field"
                elif state == "field" or state == "escaped end":
                    state = "field"
                    if c in "\r\n":
                        end_field()
                        state = "ended"
                    elif c == escape:
                        state = "escaped"
                    elif c == delimiter:
                        end_field()
                        state = "start"
                    else:
                        field.append(c)
                elif state == "quoted":
                    if c == escape:
                        state = "escaped in quotes"
                    elif c == quote:
                        state = "quote in quotes" if dialect.doublequote else "field"
                    else:
                        field.append(c)
                elif state == "quote in quotes":
                    if c == quote and dialect.quoting != QUOTE_NONE:
                        field.append(c)
                        state = "quoted"
                    elif c == delimiter:
                        end_field()
                        state = "start"
                    elif c in "\r\n":
                        end_field()
                        state = "ended"
                    elif not dialect.strict:
                        field.append(c)
                        state = "field"
                    else:
                        raise Error("'{}' expected after '{}'".format(delimiter, quote))
                elif state == "escaped in quotes":
                    field.append(c)
                    state = "quoted"
                else:
                    field.append(c)
                    state = "escaped end" if c in "\r\n" else "field"
            if state in ("quoted", "escaped in quotes", "escaped", "escaped end"):
                if state in ("escaped in quotes", "escaped"):
                    field.append("\n")
                state = "quoted" if state in ("quoted", "escaped in quotes") else "field"
                try:
                    line = self._line()
                except StopIteration:
                    if dialect.strict:
                        raise Error("unexpected end of data") from None
                    end_field()
                    return row
                continue
            if state == "start":
                was_quoted = False
            if state not in ("record", "ended"):
                end_field()
            return row


def reader(csvfile, dialect="excel", **options):
    return _Reader(csvfile, dialect, options)


class _Writer:
    def __init__(self, file, dialect, options):
        if not callable(getattr(file, "write", None)):
            raise TypeError('argument 1 must have a "write" method')
        self._file = file
        self.dialect = _made(dialect, options)

    def _field(self, value, is_alone):
        dialect = self.dialect
        quoting, quote, escape = dialect.quoting, dialect.quotechar, dialect.escapechar
        text = "" if value is None else str(value)
        quoted = (
            quoting == QUOTE_ALL
            or (quoting == QUOTE_NONNUMERIC and not isinstance(value, (bool, int, float)))
            or (quoting == QUOTE_STRINGS and isinstance(value, str))
            or (quoting == QUOTE_NOTNULL and value is not None)
        )
        special = dialect.delimiter + (quote or "") + (escape or "") + "\r\n" + dialect.lineterminator
        if any(c in text for c in special):
            parts = []
            for c in text:
                if c in special:
                    escapes = quoting == QUOTE_NONE or c == escape
                    if c == quote and not escapes:
                        escapes = not dialect.doublequote
                        if not escapes:
                            parts.append(quote)
                    if not escapes:
                        quoted = True
                    elif escape is None:
                        raise Error("need to escape, but no escapechar set")
                    else:
                        parts.append(escape)
                parts.append(c)
            text = "".join(parts)
        elif not text and is_alone and not quoted:
            if quoting == QUOTE_NONE or (quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and value is None):
                raise Error("single empty field record must be quoted")
            quoted = True
        return quote + text + quote if quoted else text

    def writerow(self, row):
        try:
            row = list(row)
        except TypeError:
            raise Error("iterable expected, not {}".format(type(row).__name__))
        is_alone = len(row) == 1
        fields = [self._field(value, is_alone) for value in row]
        return self._file.write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", **options):
    return _Writer(csvfile, dialect, options)


class DictReader:
    def __init__(
        self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **options
    ):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **options)
        self.dialect = dialect

    @property
    def line_num(self):
        return self.reader.line_num

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, names):
        self._fieldnames = names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        result = dict(zip(names, row))
        if len(names) < len(row):
            result[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            result[name] = self.restval
        return result


class DictWriter:
    def __init__(
        self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **options
    ):
        self.fieldnames = list(fieldnames)
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction ({}) must be 'raise' or 'ignore'".format(extrasaction))
        self.extrasaction = extrasaction.lower()
        self.writer = writer(f, dialect, *args, **options)

    def writeheader(self):
        return self.writer.writerow(self.fieldnames)

    def _row(self, row):
        if self.extrasaction == "raise":
            extra = [repr(key) for key in row if key not in self.fieldnames]
            if extra:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(extra))
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, row):
        return self.writer.writerow(self._row(row))

    def writerows(self, rows):
        for row in rows:
            self.writer.writerow(self._row(row))
