"""CPython's urllib.parse."""

from collections import namedtuple

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"


def quote_from_bytes(bs, safe="/"):
    return "".join([chr(byte) if chr(byte) in _SAFE or (byte < 128 and chr(byte) in safe) else "%%%02X" % byte for byte in bs])


def quote(string, safe="/", encoding=None, errors=None):
    return quote_from_bytes(string.encode() if isinstance(string, str) else string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    return quote(string, safe + " ").replace(" ", "+")


def unquote_to_bytes(string):
    data = string.encode() if isinstance(string, str) else bytes(string)
    parts = data.split(b"%")
    out = [parts[0]]
    for part in parts[1:]:
        try:
            out.append(bytes([int(part[:2].decode(), 16)]) + part[2:] if len(part) >= 2 else b"%" + part)
        except ValueError:
            out.append(b"%" + part)
    return b"".join(out)


def unquote(string, encoding="utf-8", errors="replace"):
    if "%" not in string:
        return string
    data = unquote_to_bytes(string)
    try:
        return data.decode()
    except UnicodeError:
        return "".join([chr(byte) if byte < 128 else "\ufffd" for byte in data])


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "))


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    pairs = []
    for key, value in query.items() if hasattr(query, "items") else query:
        values = value if doseq and isinstance(value, (list, tuple)) else [value]
        for each in values:
            each = each if isinstance(each, bytes) else str(each)
            pairs.append(quote_via(key if isinstance(key, bytes) else str(key), safe) + "=" + quote_via(each, safe))
    return "&".join(pairs)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    found = []
    for pair in qs.split(separator):
        if not pair:
            continue
        name, equals, value = pair.partition("=")
        if not equals and strict_parsing:
            raise ValueError("bad query field: %r" % (pair,))
        if value or keep_blank_values:
            found.append((unquote_plus(name), unquote_plus(value)))
    return found


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, **kwargs):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing):
        found.setdefault(name, []).append(value)
    return found


class _Net:
    def _parts(self):
        userinfo, at, host = self.netloc.rpartition("@")
        user, colon, password = userinfo.partition(":")
        if host.startswith("["):
            name, _, port = host[1:].partition("]")
            port = port[1:]
        else:
            name, _, port = host.partition(":")
        return (user if at else None), (password if colon else None), name, port

    @property
    def username(self):
        return self._parts()[0]

    @property
    def password(self):
        return self._parts()[1]

    @property
    def hostname(self):
        return self._parts()[2].lower() or None

    @property
    def port(self):
        port = self._parts()[3]
        if not port:
            return None
        if not port.isdigit():
            raise ValueError("Port could not be cast to integer value as %r" % port)
        return int(port)


class SplitResult(namedtuple("SplitResult", "scheme netloc path query fragment"), _Net):
    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", "scheme netloc path params query fragment"), _Net):
    def geturl(self):
        return urlunparse(self)


def urlsplit(url, scheme="", allow_fragments=True):
    url = url.lstrip()
    netloc = query = fragment = ""
    i = url.find(":")
    if i > 0 and url[0].isalpha() and all([c.isalpha() or c.isdigit() or c in "+-." for c in url[:i]]):
        scheme, url = url[:i].lower(), url[i + 1 :]
    if url[:2] == "//":
        end = len(url)
        for c in "/?#":
            at = url.find(c, 2)
            if at >= 0:
                end = min(end, at)
        netloc, url = url[2:end], url[end:]
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = tuple(urlsplit(url, scheme, allow_fragments))
    params = ""
    last = path.rfind("/")
    at = path.find(";", last + 1)
    if at >= 0 and scheme in ("", "ftp", "http", "https", "sip", "sips", "mms", "sftp", "tel", "rtsp", "hdl", "prospero", "shttp"):
        path, params = path[:at], path[at + 1 :]
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(components):
    scheme, netloc, url, query, fragment = tuple(components)
    if netloc or url[:2] == "//":
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return url


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = tuple(components)
    if params:
        url += ";" + params
    return urlunsplit((scheme, netloc, url, query, fragment))


def urldefrag(url):
    url, _, fragment = url.partition("#")
    return namedtuple("DefragResult", "url fragment")(url, fragment)


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    b = urlsplit(base)
    u = urlsplit(url, b.scheme)
    if u.scheme != b.scheme:
        return url
    if u.netloc:
        return urlunsplit(u)
    if not u.path:
        return urlunsplit((u.scheme, b.netloc, b.path, u.query or b.query, u.fragment))
    if u.path[:1] == "/":
        segments = u.path.split("/")
    else:
        segments = b.path.split("/")[:-1] + u.path.split("/")
        if not segments[0] == "" and b.netloc:
            segments.insert(0, "")
    resolved = []
    for segment in segments:
        if segment == "..":
            if len(resolved) > 1:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return urlunsplit((u.scheme, b.netloc, "/".join(resolved) or "/", u.query, u.fragment))
