import json

data = {"b": [1, 2.5, None, True, False, "é\n\"q\""], "a": {"x": {}, "y": []}, "n": -3, "t": (1, 2), "e": 1e100}
print(json.dumps(data))
print(json.dumps(data, indent=2, sort_keys=True))
print(json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps("é", ensure_ascii=False) == '"é"', json.dumps("😀"), json.dumps({1: 2, None: 3, True: 4}))
print(json.loads('{"a": [1, 2.0, -3e2, "x\\u00e9\\ud83d\\ude00", null, true]}') == {"a": [1, 2.0, -300.0, "xé😀", None, True]}, json.loads(" 5 "), json.loads('""'), json.loads("[]"), json.loads("{ }"))
print(json.dumps([]), json.dumps({}, indent=2), json.dumps([[]], indent=1), json.dumps(float("inf")), json.loads("NaN") != json.loads("NaN"))
for bad in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', '{"a": 1,}', "[1 2]", "nul", '"abc', '"\\x"', "1 2", '{"a": }', "[1, 2", "\n\n  x", '"a\nb"', "01"):
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        if "Illegal trailing" not in str(error):
            print(repr(bad), error)


class P:
    def __init__(self, x):
        self.x = x


class Enc(json.JSONEncoder):
    def default(self, o):
        return {"x": o.x} if isinstance(o, P) else super().default(o)


print(json.dumps(P(3), default=lambda o: o.x), json.dumps([P(4)], cls=Enc), json.loads('{"a": 1}', object_hook=lambda d: list(d.items())), json.loads("[1.5]", parse_float=str))
try:
    json.dumps({1, 2})
except TypeError as error:
    print(error)
x = []
x.append(x)
try:
    json.dumps(x)
except ValueError as error:
    print(error)
