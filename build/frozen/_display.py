"""The built-in display(): what an object looks like, sent to the page as a MIME bundle."""

import _cloche

_METHODS = (
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_markdown_", "text/markdown"),
    ("_repr_json_", "application/json"),
)


def _is_table(rows):
    return (
        isinstance(rows, (list, tuple))
        and len(rows) > 0
        and all(isinstance(row, dict) for row in rows)
    )


def _table(rows):
    columns = []
    for row in rows:
        for name in row:
            if name not in columns:
                columns.append(name)
    cells = [[_cell(row[name]) if name in row else "" for name in columns] for row in rows]
    return {"columns": [str(name) for name in columns], "rows": cells}


def _cell(value):
    return value if value is None or isinstance(value, (bool, int, float, str)) else repr(value)


def bundle_of(obj):
    bundle = {}
    for name, mime in _METHODS:
        method = getattr(obj, name, None)
        if method is not None:
            data = method()
            if data is not None:
                bundle[mime] = data
    if _is_table(obj):
        bundle["application/vnd.cloche.table+json"] = _table(obj)
    bundle["text/plain"] = obj if isinstance(obj, str) else repr(obj)
    return bundle


def display(*objects):
    for obj in objects:
        _cloche.show(bundle_of(obj))
