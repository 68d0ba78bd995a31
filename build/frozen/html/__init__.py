"""CPython's html, with the names of the commonest characters."""

_NAMES = {
    "lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "nbsp": "\xa0", "copy": "\xa9", "reg": "\xae",
    "hellip": "\u2026", "mdash": "\u2014", "ndash": "\u2013", "lsquo": "\u2018", "rsquo": "\u2019", "ldquo": "\u201c",
    "rdquo": "\u201d", "euro": "\u20ac", "pound": "\xa3", "yen": "\xa5", "cent": "\xa2", "sect": "\xa7", "deg": "\xb0",
    "plusmn": "\xb1", "times": "\xd7", "divide": "\xf7", "frac12": "\xbd", "frac14": "\xbc", "frac34": "\xbe",
    "auml": "\xe4", "ouml": "\xf6", "uuml": "\xfc", "Auml": "\xc4", "Ouml": "\xd6", "Uuml": "\xdc", "szlig": "\xdf",
    "eacute": "\xe9", "egrave": "\xe8", "agrave": "\xe0", "ccedil": "\xe7", "ntilde": "\xf1", "iexcl": "\xa1",
    "iquest": "\xbf", "laquo": "\xab", "raquo": "\xbb", "bull": "\u2022", "middot": "\xb7", "rarr": "\u2192",
    "larr": "\u2190", "uarr": "\u2191", "darr": "\u2193", "trade": "\u2122", "infin": "\u221e", "ne": "\u2260",
    "le": "\u2264", "ge": "\u2265", "hearts": "\u2665",
}  # fmt: skip


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _character(name):
    if name[:1] == "#":
        try:
            code = int(name[2:], 16) if name[1:2] in "xX" else int(name[1:])
        except ValueError:
            return None
        return "\ufffd" if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)
    return _NAMES.get(name)


def unescape(s):
    parts = s.split("&")
    out = [parts[0]]
    for part in parts[1:]:
        name, semicolon, rest = part.partition(";")
        found = _character(name) if semicolon else None
        out.append("&" + part if found is None else found + rest)
    return "".join(out)
