# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""help(): what CPython's pydoc prints, as plain text. The port's `help` calls it."""

import sys
from inspect import (
    cleandoc, isasyncgenfunction, isbuiltin, isclass, iscoroutinefunction, isdatadescriptor, isfunction, ismethod,
    ismodule, isroutine, signature,
)  # fmt: skip

_HIDDEN = (
    "__author__ __builtins__ __cached__ __credits__ __date__ __doc__ __file__ __spec__ __loader__ __module__ "
    "__name__ __package__ __path__ __qualname__ __slots__ __version__"
).split()

# What object's own methods say of themselves, and so those that have no text of their own.
_OF_OBJECT = {
    "__init__": "Initialize self.  See help(type(self)) for accurate signature.",
    "__new__": "Create and return a new object.  See help(type) for accurate signature.",
    "__repr__": "Return repr(self).",
    "__str__": "Return str(self).",
    "__hash__": "Return hash(self).",
    "__eq__": "Return self==value.",
    "__ne__": "Return self!=value.",
    "__lt__": "Return self<value.",
    "__le__": "Return self<=value.",
    "__gt__": "Return self>value.",
    "__ge__": "Return self>=value.",
    "__setattr__": "Implement setattr(self, name, value).",
    "__delattr__": "Implement delattr(self, name).",
}


def _doc(thing, cls=None):
    # A class inherits its base's here.
    doc = thing.__dict__.get("__doc__") if isclass(thing) else getattr(thing, "__doc__", None)
    if not isclass(thing) and doc is not None and doc is getattr(type(thing), "__doc__", None):
        doc = None
    if doc is None and ismethod(thing) and cls is None:
        cls = thing.__self__ if isclass(thing.__self__) else type(thing.__self__)
    if doc is None and isfunction(thing) and cls is None:
        cls = _class_of(thing)
    if doc is None and cls is not None and isroutine(thing):
        name = getattr(thing, "__name__", "")
        if "<locals>" not in getattr(thing, "__qualname__", "<locals>"):
            for base in cls.__mro__[:-1]:
                doc = getattr(base.__dict__.get(name), "__doc__", None)
                if doc is not None:
                    break
            else:
                doc = _OF_OBJECT.get(name)
    return cleandoc(doc) if isinstance(doc, str) else ""


def _class_of(function):
    # The class that it is a method of, by its name.
    try:
        found = sys.modules[function.__module__] if function.__module__ != "__main__" else __import__("__main__")
        for name in function.__qualname__.split(".")[:-1]:
            found = getattr(found, name)
    except (AttributeError, KeyError):
        return None
    return found if isclass(found) else None


def _indent(text, prefix="    "):
    return "\n".join([(prefix + line).rstrip() for line in text.split("\n")]) if text else ""


def _class_name(cls, module):
    return cls.__name__ if cls.__module__ == module else cls.__module__ + "." + cls.__name__


def _is_visible(name, exported=None, owner=None):
    if name in _HIDDEN:
        return False
    if name.startswith("__") and name.endswith("__"):
        return True
    if name.startswith("_") and hasattr(owner, "_fields"):
        return True
    return name in exported if exported is not None else not name.startswith("_")


def _arguments(thing):
    try:
        name = getattr(thing, "__name__", "")
        return signature(thing).format(max_width=None if name == "<lambda>" else 80 - len(name))
    except (ValueError, TypeError, AttributeError):
        return ""


def _routine(thing, name, module, cls=None, home=None):
    real = getattr(thing, "__name__", "")
    name = name or real
    note = ""
    function = thing
    if ismethod(thing) or hasattr(thing, "__self__"):
        function = None
        owner = thing.__self__
        if cls is not None and owner is cls:
            function = thing.__func__
        elif isclass(owner):
            note = " class method of " + _class_name(owner, module)
        else:
            note = " method of %s instance" % _class_name(type(owner), module)
    if home is not None and isfunction(function):
        parent, _, own = function.__qualname__.rpartition(".")
        if function.__module__ != home.__module__ or parent != home.__qualname__ or own != real:
            if function.__module__ != module:
                parent = function.__module__ + "." + parent if parent else function.__module__
            if parent:
                note = " from " + parent
    skip = False
    title = real
    if name != real:
        if cls is not None and cls.__dict__.get(real) is thing:
            skip = True
            if note.startswith(" from "):
                note = ""
        title = name + " = " + real
    arguments = _arguments(thing)
    if arguments and real == "<lambda>":
        title = name + " lambda "
        if not thing.__annotations__:
            arguments = arguments[1:-1]
    if iscoroutinefunction(thing) or isasyncgenfunction(thing):
        title = "async " + title
    text = title + (arguments or "(...)") + note + "\n"
    doc = "" if skip else _doc(thing, home)
    return text + (_indent(doc).rstrip() + "\n" if doc else "")


def _descriptor(name, doc):
    text = name + "\n" if name else ""
    return text + (_indent(doc) + "\n" if doc else "")


def _cram(text, most):
    if len(text) <= most:
        return text
    before = max(0, (most - 3) // 2)
    return text[:before] + "..." + text[len(text) - max(0, most - 3 - before) :]


def _shown(value):
    import reprlib

    class Repr(reprlib.Repr):
        def __init__(self):
            super().__init__()
            self.maxlist = self.maxtuple = 20
            self.maxdict = 10

        def repr1(self, x, level):
            if isinstance(x, str):
                return repr(_cram(x, 100))
            if type(x) in (list, tuple, dict, set, frozenset):
                return super().repr1(x, level)
            text = repr(x)
            place = text.rfind(" at 0x")
            if place >= 0 and text[place + 6 :].rstrip(">").isalnum():
                text = text[:place] + text[len(text.rstrip(">")) :]
            return _cram(text, 100)

    return Repr().repr(value)


def _data(value, name, doc=""):
    text = _shown(value)
    if name:
        text = name + " = " + text
        if len(text) > 70:
            text = text[:70] + "..."
    doc = doc or _doc(value)
    return text + ("\n" + _indent(doc) + "\n" if doc else "")


_PLACES = "Methods", "Class methods", "Static methods", "Readonly properties", "Data descriptors", "Data and other attributes"


def _has_dict(cls):
    return "__slots__" not in cls.__dict__ and cls.__module__ not in ("abc", "typing")


def _attributes(cls):
    # (name, place in _PLACES, the class it is of, its value, its text)
    found = {}
    bases = cls.__mro__ if cls is object else cls.__mro__[:-1]
    for base in reversed(bases):
        own = base.__dict__
        if base.__module__ == "enum":  # whose dir() hides the rest
            for name in ("name", "value"):
                found[name] = (name, 4, base, None, "The %s of the Enum member." % name)
            continue
        if tuple in base.__bases__ and hasattr(base, "_fields"):
            for i, name in enumerate(base._fields):
                found[name] = (name, 4, base, None, "Alias for field number %d" % i)
        if "__qualname__" in own and not hasattr(base, "_field_defaults"):
            slots = own.get("__slots__")
            below = [each for each in base.__mro__[1:-1] if "__qualname__" in each.__dict__ and _has_dict(each)]
            natives = [each for each in base.__mro__[1:-1] if "__qualname__" not in each.__dict__]
            if slots is not None:
                slots = [slots] if isinstance(slots, str) else slots
                for name in slots:
                    text = slots[name] if isinstance(slots, dict) else None
                    found[name] = (name, 4, base, None, text or "")
            elif not below and _has_dict(base):
                if not (natives and issubclass(base, BaseException)):
                    found["__dict__"] = ("__dict__", 4, base, None, "dictionary for instance variables")
                if not issubclass(base, (int, tuple, bytes)):
                    found["__weakref__"] = ("__weakref__", 4, base, None, "list of weak references to the object")
        for name, value in own.items():
            if name == "__new__" and hasattr(base, "_member_map_"):
                continue
            if name == "__annotate__":
                name = "__annotations__"
            place, doc = 5, ""
            if isinstance(value, staticmethod) or name == "__new__":
                place = 2
            elif isinstance(value, classmethod) or name in ("__init_subclass__", "__class_getitem__"):
                place = 1
            elif isinstance(value, property):
                place = 3 if value.fset is None else 4
                doc = _doc(value)
            elif isroutine(value):
                place = 0
            elif isdatadescriptor(value) and not isclass(value):
                place = 4
                doc = _doc(value)
            elif hasattr(type(value), "__get__") and not isclass(value) and type(value).__name__ != "partial":
                place = 0
            found[name] = (name, place, base, value, doc)
    if "__annotations__" in found:  # CPython makes them for each class that is asked
        found["__annotations__"] = ("__annotations__", 5, cls, None, "")
    return [each for each in found.values() if _is_visible(each[0], None, cls)]


def _member(cls, attribute, module):
    name, place, home, value, doc = attribute
    if place == 3 or place == 4:
        return _descriptor(name, doc)
    try:
        value = getattr(cls, name)
    except AttributeError:
        pass
    if place == 5:
        return _data(value, name) + "\n"
    value = getattr(value, "__func__", value) if place == 2 else value
    return _routine(value, name, module, cls, home) if isroutine(value) else _data(value, name)


def _class(cls, name, module):
    real = cls.__name__
    name = name or real
    title = "class " + real if name == real else name + " = class " + real
    if cls.__bases__:
        title += "(%s)" % ", ".join([_class_name(base, cls.__module__) for base in cls.__bases__])
    lines = []
    arguments = _arguments(cls)
    if arguments and arguments != "()":
        lines.append(name + arguments + "\n")
    doc = _doc(cls)
    if doc:
        lines.append(doc + "\n")
    if len(cls.__mro__) > 2:
        lines.append("Method resolution order:")
        lines += ["    " + _class_name(base, cls.__module__) for base in cls.__mro__]
        lines.append("")
    attributes = _attributes(cls)
    fields = list(getattr(cls, "_fields", ()))
    is_first = True
    for base in cls.__mro__:
        if base is object and cls is not object:
            continue
        tag = "defined here" if base is cls else "inherited from " + _class_name(base, cls.__module__)
        own = [each for each in attributes if each[2] is base]
        own.sort(key=lambda each: (fields.index(each[0]) - len(fields) if each[0] in fields else 0, each[0]))
        for i, kind in enumerate(_PLACES):
            members = [each for each in own if each[1] == i]
            if members:
                if not is_first:
                    lines.append("-" * 70)
                is_first = False
                lines.append("%s %s:\n" % (kind, tag))
                lines += [_member(cls, each, module) for each in members]
    if not lines:
        return title + "\n"
    return title + "\n" + _indent("\n".join(lines).rstrip(), " |  ") + "\n"


def _section(title, text):
    return title + "\n" + _indent(text).rstrip() + "\n\n"


def _tree(classes, module):
    children = {}
    for cls in classes:
        for base in cls.__bases__:
            children.setdefault(base, []).append(cls)
            if base in classes:
                break
    lines = []

    def walk(found, parent, prefix):
        for cls in sorted(found, key=lambda each: (each.__module__, each.__name__)):
            line = prefix + _class_name(cls, module)
            if cls.__bases__ and cls.__bases__ != (parent,):
                line += "(%s)" % ", ".join([_class_name(base, module) for base in cls.__bases__])
            lines.append(line)
            walk(children.get(cls, ()), cls, prefix + "    ")

    walk([cls for cls in children if cls not in classes], None, "")
    return "\n".join(lines) + "\n"


def _module(thing):
    name = getattr(thing, "__name__", "")
    lines = _doc(thing).strip().split("\n")
    head, text = "", "\n".join(lines)
    if len(lines) == 1 or not lines[1].rstrip():
        head, text = lines[0], "\n".join(lines[2:])
    result = _section("NAME", name + (head and " - " + head))
    if text:
        result += _section("DESCRIPTION", text)
    exported = getattr(thing, "__all__", None)
    classes, functions, data = [], [], []
    for key in sorted(dir(thing)):
        if not _is_visible(key, exported, thing):
            continue
        try:
            value = getattr(thing, key)
        except AttributeError:
            continue
        if isclass(value) or isroutine(value):
            if exported is not None or getattr(value, "__module__", name) == name:
                (classes if isclass(value) else functions).append((key, value))
        elif not ismodule(value) and key not in ("__class__", "__dict__"):
            data.append((key, value))
    functions = [pair for pair in functions if not pair[0].startswith("__")]
    if classes:
        texts = [_tree([value for key, value in classes], name)]
        texts += [_class(value, key, name) for key, value in classes]
        result += _section("CLASSES", "\n".join(texts))
    if functions:
        result += _section("FUNCTIONS", "\n".join([_routine(value, key, name) for key, value in functions]))
    if data:
        result += _section("DATA", "\n".join([_data(value, key) for key, value in data]))
    for key in ("version", "date", "author", "credits"):
        if hasattr(thing, "__%s__" % key):
            result += _section(key.upper(), str(getattr(thing, "__%s__" % key)))
    return result + _section("FILE", getattr(thing, "__file__", "(built-in)"))


def _found(path):
    import builtins

    first, *rest = path.split(".")
    try:
        thing = __import__(first)
    except ImportError:
        thing, rest = builtins, [first] + rest
    for i, name in enumerate(rest):
        if not hasattr(thing, name) and ismodule(thing):
            try:
                __import__(".".join([first] + rest[: i + 1]))
            except ImportError:
                pass
        thing = getattr(thing, name)
    return thing


def _described(thing):
    if ismodule(thing):
        return ("package " if hasattr(thing, "__path__") else "module ") + thing.__name__
    for is_it, kind in (
        (isbuiltin, "built-in function "), (isclass, "class "), (isfunction, "function "), (ismethod, "method "),
    ):  # fmt: skip
        if is_it(thing):
            return kind + thing.__name__
    return type(thing).__name__


def text(thing, path=""):
    described = _described(thing)
    module = getattr(thing, "__module__", None)
    if isbuiltin(thing) and hasattr(thing, "__self__"):
        module = None
    if "." in path:
        described += " in " + path.rpartition(".")[0]
    elif isinstance(module, str) and not ismodule(thing):
        described += " in module " + module
    is_value = isdatadescriptor(thing) or _doc(thing)
    if ismodule(thing):
        body = _module(thing)
    else:
        name = path or getattr(thing, "__name__", None)
        if not (isclass(thing) or isroutine(thing) or is_value):
            thing = getattr(thing, "__origin__", None) or type(thing)
            described += " object"
            if not path:
                name = None
        if isclass(thing):
            body = _class(thing, name, None)
        elif isroutine(thing):
            body = _routine(thing, name, None)
        elif isdatadescriptor(thing):
            body = _descriptor(getattr(getattr(thing, "fget", thing), "__name__", ""), _doc(thing))
        else:
            body = _data(thing, name)
    return "Help on %s:\n\n%s" % (described, body)


def help(*args):
    if not args:
        print("Type help(something), such as help(str), to be told about it.")
        return
    (request,) = args
    path = ""
    if isinstance(request, str):
        path = request.strip()
        try:
            request = _found(path) if path else str
        except AttributeError:
            print(
                "No Python documentation found for %r.\nUse help() to get the interactive help utility.\n"
                "Use help(str) for help on the str class.\n" % path
            )
            return
    hook = getattr(type(request), "__help__", None)
    print(text(request, path) if hook is None or isclass(request) else hook(request))
