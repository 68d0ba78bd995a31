# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""What datetime.strptime() and time.strptime() do."""

from calendar import day_abbr, day_name, month_abbr, month_name


def _fail(string, format):
    raise ValueError("time data %r does not match format %r" % (string, format))


def _digits(string, i, most):
    end = i
    while end < len(string) and end - i < most and string[end].isdigit():
        end += 1
    return end


def _name(string, i, names):
    rest = string[i:].lower()
    best = None
    for index, name in enumerate(names):
        if name and rest.startswith(name.lower()) and (best is None or len(name) > len(names[best])):
            best = index
    return best


_NUMBERS = {"Y": 4, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "y": 2, "j": 3, "f": 6, "w": 1, "u": 1, "U": 2, "W": 2, "G": 4, "V": 2}
_RANGES = {"m": (1, 12), "d": (1, 31), "H": (0, 23), "I": (1, 12), "M": (0, 59), "S": (0, 61), "j": (1, 366), "w": (0, 6), "u": (1, 7)}
_WHOLE = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d"}


def parse(string, format):
    """{directive: value} of what the directives stand for; "z" is (seconds, microseconds)."""
    if not isinstance(string, str):
        raise TypeError("strptime() argument 0 must be str, not %s" % type(string))
    whole = format
    for key in _WHOLE:
        whole = whole.replace("%" + key, _WHOLE[key])
    found = {}
    i = 0
    f = 0
    while f < len(whole):
        c = whole[f]
        f += 1
        if c.isspace():
            while f < len(whole) and whole[f].isspace():
                f += 1
            if i >= len(string) or not string[i].isspace():
                _fail(string, format)
            while i < len(string) and string[i].isspace():
                i += 1
            continue
        if c != "%":
            if i >= len(string) or string[i].lower() != c.lower():
                _fail(string, format)
            i += 1
            continue
        if f >= len(whole):
            raise ValueError("stray %% in format '%s'" % format)
        d = whole[f]
        f += 1
        if d == "%":
            if string[i : i + 1] != "%":
                _fail(string, format)
            i += 1
        elif d in _NUMBERS:
            end = _digits(string, i, _NUMBERS[d])
            if end == i or (d in "YG" and end - i != 4):
                _fail(string, format)
            if d in _RANGES:
                low, high = _RANGES[d]
                while end > i and not low <= int(string[i:end]) <= high:
                    end -= 1
                if end == i:
                    _fail(string, format)
            text = string[i:end]
            found[d] = int(text + "0" * (6 - len(text))) if d == "f" else int(text)
            i = end
        elif d in "bBaA":
            names = {"b": month_abbr, "B": month_name, "a": day_abbr, "A": day_name}[d]
            index = _name(string, i, [""] + names[1:] if d in "bB" else names)
            if index is None:
                _fail(string, format)
            found["m" if d in "bB" else "weekday"] = index
            i += len(names[index])
        elif d == "p":
            text = string[i : i + 2].lower()
            if text not in ("am", "pm"):
                _fail(string, format)
            found["p"] = text
            i += 2
        elif d == "z":
            if string[i : i + 1] == "Z":
                found["z"] = (0, 0)
                i += 1
            elif string[i : i + 1] in ("+", "-"):
                sign = -1 if string[i] == "-" else 1
                i += 1
                parts = []
                while len(parts) < 3 and _digits(string, i, 2) == i + 2:
                    parts.append(int(string[i : i + 2]))
                    i += 2
                    if string[i : i + 1] == ":":
                        i += 1
                if len(parts) < 2:
                    _fail(string, format)
                seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
                found["z"] = (sign * seconds, 0)
            else:
                _fail(string, format)
        elif d == "Z":
            for name in ("UTC", "GMT"):
                if string[i : i + 3].upper() == name:
                    found["Z"] = name
                    i += 3
                    break
        else:
            raise ValueError("'%s' is a bad directive in format '%s'" % (d, format))
    if i != len(string):
        raise ValueError("unconverted data remains: " + string[i:])
    return found


def _fields(string, format):
    found = parse(string, format)
    year = found.get("Y")
    if year is None and "y" in found:
        year = found["y"] + (2000 if found["y"] < 69 else 1900)
    hour = found.get("H", 0)
    if "I" in found:
        hour = found["I"] % 12 + (12 if found.get("p") == "pm" else 0)
    month, day = found.get("m", 1), found.get("d", 1)
    year = 1900 if year is None else year
    if "j" in found:
        from datetime import date, timedelta

        made = date(year, 1, 1) + timedelta(found["j"] - 1)
        month, day = made.month, made.day
    return year, month, day, hour, found.get("M", 0), found.get("S", 0), found.get("f", 0), found.get("z")


def _strptime_datetime(cls, string, format):
    from datetime import timedelta, timezone

    year, month, day, hour, minute, second, micro, offset = _fields(string, format)
    if offset is None:
        return cls(year, month, day, hour, minute, second, micro)
    return cls(year, month, day, hour, minute, second, micro, timezone(timedelta(seconds=offset[0])))


def _strptime_time(string, format="%a %b %d %H:%M:%S %Y"):
    from datetime import date

    import time

    year, month, day, hour, minute, second, _, _ = _fields(string, format)
    made = date(year, month, day)
    return time.struct_time(
        (year, month, day, hour, minute, second, made.weekday(), made.toordinal() - date(year, 1, 1).toordinal() + 1, -1)
    )
