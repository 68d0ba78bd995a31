"""The files that a guest is given, and their paths, checked."""

from __future__ import annotations

from collections.abc import Mapping

from cloche._errors import InputError
from cloche.front import translate_file


def checked_files(files: Mapping[str, str | bytes] | None) -> dict[str, bytes]:
    """``{path: bytes}`` of what the caller gave; text becomes UTF-8.

    Raises InputError for a path that is not a plain relative one, or content of another type.
    """
    if files is None:
        return {}
    if not isinstance(files, Mapping):
        raise InputError(
            f"files must map paths to str or bytes, for example {{'data.csv': 'a,b'}}, "
            f"not be a {type(files).__name__}"
        )
    result: dict[str, bytes] = {}
    for path, content in files.items():
        check_path(path)
        result[path] = checked_content(path, content)
    return result


def checked_content(path: str, content: object) -> bytes:
    """``content`` as bytes; text becomes UTF-8. Raises InputError."""
    if isinstance(content, str):
        try:
            return content.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"the text of {path!r} has a lone surrogate at {error.start}, which is no "
                "character; give bytes instead"
            ) from None
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    raise InputError(
        f"the content of {path!r} must be str or bytes, not {type(content).__name__}"
    )


def check_path(path: object) -> None:
    """Raises InputError for what is not a plain relative path."""
    if not isinstance(path, str):
        raise InputError(f"a path must be a str, not {type(path).__name__}")
    parts = path.split("/")
    if "\0" in path or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise InputError(
            f"the path {path!r} must be a relative one, like 'data/table.csv': "
            "no empty, '.' or '..' parts, no backslash, no NUL, no slash in front"
        )
    try:
        path.encode()
    except UnicodeEncodeError:
        raise InputError(f"the path {path!r} has a lone surrogate, which is no character") from None


def translated_module(path: str, content: bytes) -> bytes:
    """A module as the guest understands it, line by line as it was given; any other file, and what
    can't be read as Python, as it is."""
    if not path.endswith(".py"):
        return content
    try:
        code = content.decode()
    except UnicodeDecodeError:
        return content
    translated = translate_file(code, path)
    return content if translated == code else translated.encode()
