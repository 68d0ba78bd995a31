"""The lines that `cloche run --jsonl` reads."""

from __future__ import annotations

import json

import pytest

from cloche import Limits
from cloche.cli._jsonl_line import InvalidLine, Line, parse_line


def line(given: object, number: int = 7, **options: object) -> Line:
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    return parse_line(data, number, Limits(wall_seconds=3), **options)  # type: ignore[arg-type]


def test_the_least() -> None:
    assert line({"id": "a", "code": "print(1)"}) == Line(
        number=7, id="a", code="print(1)", stdin="", limits=Limits(wall_seconds=3), session=None
    )


def test_all_of_it() -> None:
    found = line(
        {
            "id": 12,
            "code": "é\0",
            "stdin": "in",
            "limits": {"memory_bytes": 2**21},
            "session": "s",
            "tag": 1,
        }
    )
    assert found == Line(
        number=7,
        id=12,
        code="é\0",
        stdin="in",
        limits=Limits(wall_seconds=3, memory_bytes=2**21),
        session="s",
        unknown_keys=("tag",),
    )


def test_null_is_as_good_as_not_there() -> None:
    given = {"id": 1, "code": "", "stdin": None, "limits": None, "session": None}
    assert line(given) == line({"id": 1, "code": ""})


@pytest.mark.parametrize(
    ("given", "id", "says"),
    [
        (b"print(1)", None, "not JSON"),
        (b'{"id": "a", "code": "\xff"}', None, "not valid UTF-8"),
        (b"[" * 100_000, None, "not JSON"),
        (b'{"id": "a", "code": "x", "limits": {"wall_seconds": NaN}}', None, "NaN is not JSON"),
        (["a"], None, "not a JSON object but an array"),
        ("a", None, "not a JSON object but a string"),
        (None, None, "not a JSON object but null"),
        ({"code": "x"}, None, '"id" is missing'),
        ({"id": None, "code": "x"}, None, '"id" must be a string or an int, not null'),
        ({"id": True, "code": "x"}, None, '"id" must be a string or an int, not a boolean'),
        ({"id": 1.5, "code": "x"}, None, '"id" must be a string or an int, not a number'),
        ({"id": "a"}, "a", '"code" is missing'),
        ({"id": "a", "code": None}, "a", '"code" must be a string, not null'),
        ({"id": 3, "code": ["x"]}, 3, '"code" must be a string, not an array'),
        ({"id": "a", "code": "x", "stdin": 1}, "a", '"stdin" must be a string'),
        ({"id": "a", "code": "x", "session": 1}, "a", '"session" must be a string'),
        ({"id": "a", "code": "x", "limits": 2}, "a", '"limits" must be an object'),
        ({"id": "a", "code": "x", "limits": {"wall": 2}}, "a", "there is no limit 'wall'"),
        ({"id": "a", "code": "x", "limits": {"wall_seconds": "2"}}, "a", "must be a number"),
        ({"id": "a", "code": "x", "limits": {"wall_seconds": -2}}, "a", "must be above 0"),
        ({"id": "a", "code": "x\ud800"}, "a", r'"code" has half of a surrogate pair (\ud800'),
    ],
)
def test_what_can_not_be_run(given: object, id: object, says: str) -> None:
    with pytest.raises(InvalidLine) as caught:
        line(given)
    told = caught.value.to_dict()
    assert told["id"] == id
    assert told["line"] == 7
    assert told["status"] == "invalid"
    assert says in told["error"]["message"]
    assert told["error"]["type"].endswith("Error")
    json.dumps(told)


def test_a_session_keeps_the_memory_it_began_with() -> None:
    began_with = {"s": Limits(memory_bytes=2**22)}
    found = line(
        {"id": 1, "code": "", "session": "s", "limits": {"wall_seconds": 1}},
        session_limits=began_with,
    )
    assert found.limits == Limits(wall_seconds=1, memory_bytes=2**22)
    with pytest.raises(InvalidLine, match="memory_bytes belongs to the whole session"):
        line(
            {"id": 1, "code": "", "session": "s", "limits": {"memory_bytes": 2**23}},
            session_limits=began_with,
        )
    assert line({"id": 1, "code": "", "session": "t"}, session_limits=began_with).limits == Limits(
        wall_seconds=3
    )
