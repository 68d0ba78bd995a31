# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""inspect.signature() and what goes with it: `inspect` imports it when it is asked."""

import sys
from collections import namedtuple
from inspect import isfunction, ismethod, unwrap
from keyword import iskeyword
from types import MappingProxyType, MethodType


class _void:
    pass


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""

    __module__ = "inspect"


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    if not isinstance(obj, (type, type(sys))) and not callable(obj):
        raise TypeError("%r is not a module, class, or callable." % (obj,))
    found = getattr(obj, "__annotations__", None)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError("%r.__annotations__ is neither a dict nor None" % (obj,))
    if not eval_str:
        return dict(found)
    if isinstance(obj, type):
        module = sys.modules.get(obj.__module__)
        own, names = getattr(module, "__dict__", None), dict(obj.__dict__)
    else:
        inner = obj
        while True:
            if hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            elif _is_partial(inner):
                inner = inner.func
            else:
                break
        own, names = getattr(inner, "__globals__", None) or getattr(obj, "__dict__", {}), {}
    if globals is None:
        globals = __import__("__main__").__dict__ if own is None else own
    if locals is None:
        locals = names
    return {key: eval(value, globals, locals) if isinstance(value, str) else value for key, value in found.items()}


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class _ParameterKind(int):
    # What an IntEnum would be, which would cost the enum module.
    __module__ = "inspect"

    @property
    def value(self):
        return int(self)

    @property
    def name(self):
        return _KINDS[self][0]

    @property
    def description(self):
        return _KINDS[self][1]

    def __str__(self):
        return _KINDS[self][0]

    def __repr__(self):
        return "<_ParameterKind.%s: %d>" % (_KINDS[self][0], self)


_KINDS = (
    ("POSITIONAL_ONLY", "positional-only"),
    ("POSITIONAL_OR_KEYWORD", "positional or keyword"),
    ("VAR_POSITIONAL", "variadic positional"),
    ("KEYWORD_ONLY", "keyword-only"),
    ("VAR_KEYWORD", "variadic keyword"),
)
_kinds = [_ParameterKind(i) for i in range(5)]
_ONLY, _PLAIN, _ARGS, _KEYWORD, _KWARGS = _kinds


class Parameter:
    __module__ = "inspect"
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _kinds
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if kind not in _kinds:
            raise ValueError("value %r is not a valid Parameter.kind" % (kind,))
        self._kind = kind = _kinds[kind]
        if default is not _empty and kind in (_ARGS, _KWARGS):
            raise ValueError("%s parameters cannot have default values" % kind.description)
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a %s" % type(name).__name__)
        if iskeyword(name) and kind is not _ONLY or not name.isidentifier():
            raise ValueError("%r is not a valid parameter name" % name)
        self._name = name

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation,
        )

    __replace__ = replace

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += ("=%r" if self._annotation is _empty else " = %r") % (self._default,)
        return {_ARGS: "*", _KWARGS: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return '<%s "%s">' % (type(self).__name__, self)

    def _all(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._all())

    def __eq__(self, other):
        return self._all() == other._all() if isinstance(other, Parameter) else NotImplemented


class BoundArguments:
    __module__ = "inspect"

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    def _split(self):
        args, kwargs = [], {}
        by_name = False
        for name, param in self._signature._parameters.items():
            if name not in self.arguments or param._kind in (_KEYWORD, _KWARGS):
                by_name = True
            if name in self.arguments:
                value = self.arguments[name]
                if param._kind is _KWARGS:
                    kwargs.update(value)
                elif by_name:
                    kwargs[name] = value
                elif param._kind is _ARGS:
                    args.extend(value)
                else:
                    args.append(value)
        return tuple(args), kwargs

    args = property(lambda self: self._split()[0])
    kwargs = property(lambda self: self._split()[1])

    def apply_defaults(self):
        arguments = {}
        for name, param in self._signature._parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif param._default is not _empty:
                arguments[name] = param._default
            elif param._kind is _ARGS:
                arguments[name] = ()
            elif param._kind is _KWARGS:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return "<%s (%s)>" % (type(self).__name__, ", ".join(["%s=%r" % pair for pair in self.arguments.items()]))


class Signature:
    __module__ = "inspect"
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found = {}
        top = _ONLY
        seen_default = False
        for param in parameters or ():
            kind = param.kind
            if kind < top:
                raise ValueError(
                    "wrong parameter order: %s parameter before %s parameter" % (top.description, kind.description)
                )
            top = kind
            if kind <= _PLAIN:
                if param.default is not _empty:
                    seen_default = True
                elif seen_default:
                    raise ValueError("non-default argument follows default argument")
            if param.name in found:
                raise ValueError("duplicate parameter name: %r" % param.name)
            found[param.name] = param
        self._parameters = found
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature(obj, cls, follow_wrapped, True, (globals, locals, eval_str))

    @property
    def parameters(self):
        from collections import OrderedDict

        return MappingProxyType(OrderedDict(self._parameters))

    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_void, return_annotation=_void):
        return type(self)(
            self._parameters.values() if parameters is _void else parameters,
            return_annotation=self._return_annotation if return_annotation is _void else return_annotation,
        )

    __replace__ = replace

    def _all(self):
        params = self._parameters.values()
        return (
            [param for param in params if param._kind is not _KEYWORD],
            {param._name: param for param in params if param._kind is _KEYWORD},
            self._return_annotation,
        )

    def __hash__(self):
        params, by_name, annotation = self._all()
        return hash((tuple(params), frozenset(by_name.values()), annotation))

    def __eq__(self, other):
        return self._all() == other._all() if isinstance(other, Signature) else NotImplemented

    def _bind(self, args, kwargs, partial):
        arguments = {}
        params = list(self._parameters.values())
        refused = []
        given = place = 0
        while given < len(args):
            param = params[place] if place < len(params) else None
            if param is None or param._kind in (_KEYWORD, _KWARGS):
                raise TypeError("too many positional arguments")
            place += 1
            if param._kind is _ARGS:
                arguments[param._name] = tuple(args[given:])
                break
            if param._name in kwargs and param._kind is not _ONLY:
                raise TypeError("multiple values for argument %r" % param._name)
            arguments[param._name] = args[given]
            given += 1
        else:
            while place < len(params):
                param = params[place]
                if param._kind is _ARGS:
                    break
                if param._name in kwargs:
                    if param._kind is not _ONLY:
                        break
                    refused.append(param._name)
                elif param._kind is _KWARGS or param._default is not _empty or partial:
                    break
                else:
                    kind = " keyword-only" if param._kind is _KEYWORD else ""
                    raise TypeError("missing a required%s argument: %r" % (kind, param._name))
                place += 1
        rest = None
        for param in params[place:]:
            name = param._name
            if param._kind is _KWARGS:
                rest = name
            elif param._kind is not _ARGS:
                if name in kwargs:
                    arguments[name] = kwargs.pop(name)
                elif not partial and param._default is _empty:
                    raise TypeError("missing a required argument: %r" % name)
        if kwargs:
            if rest is not None:
                arguments[rest] = kwargs
            elif refused:
                raise TypeError(
                    "got some positional-only arguments passed as keyword arguments: %r" % ", ".join(refused)
                )
            else:
                raise TypeError("got an unexpected keyword argument %r" % list(kwargs)[0])
        return BoundArguments(self, arguments)

    def bind(*args, **kwargs):
        return args[0]._bind(args[1:], kwargs, False)

    def bind_partial(*args, **kwargs):
        return args[0]._bind(args[1:], kwargs, True)

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, self)

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        parts = []
        slash = False
        star = True
        for param in self._parameters.values():
            kind = param._kind
            if kind is _ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if kind is _ARGS:
                star = False
            elif kind is _KEYWORD and star:
                parts.append("*")
                star = False
            parts.append(str(param))
        if slash:
            parts.append("/")
        text = "(%s)" % ", ".join(parts)
        if max_width is not None and len(text) > max_width:
            text = "(\n    %s\n)" % ",\n    ".join(parts)
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text


def _is_partial(obj, name="partial"):
    functools = sys.modules.get("functools")  # without it there is none
    return functools is not None and isinstance(obj, getattr(functools, name))


def _from_function(cls, func, how):
    fields = getattr(func, "_dataclass_fields", None)
    if fields is not None:
        return _from_fields(cls, fields)
    code = func.__code__
    names = code.co_varnames
    count = code.co_argcount
    last = count + code.co_kwonlyargcount
    annotations = get_annotations(func, globals=how[0], locals=how[1], eval_str=how[2])
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    params = []

    def add(name, kind, default=_empty):
        params.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for i in range(count):
        place = i - count + len(defaults)
        kind = _ONLY if i < code.co_posonlyargcount else _PLAIN
        add(names[i], kind, _empty if place < 0 else defaults[place])
    place = last  # a built-in library's functions have not kept the names of these two
    if code.co_flags & 4:
        add(names[place] if place < len(names) else "args", _ARGS)
        place += 1
    for name in names[count:last]:
        add(name, _KEYWORD, kwdefaults.get(name, _empty))
    if code.co_flags & 8:
        add(names[place] if place < len(names) else "kwargs", _KWARGS)
    return cls(params, return_annotation=annotations.get("return", _empty))


def _from_fields(cls, fields):
    # Of the __init__ of a dataclass.
    from dataclasses import _FACTORY, MISSING

    params = [Parameter("self", _PLAIN)]
    for each in sorted(fields, key=lambda each: bool(each.kw_only)):
        default = each.default
        if default is MISSING:
            default = _empty if each.default_factory is MISSING else _FACTORY
        annotation = each.type
        if type(annotation).__name__ == "InitVar":
            annotation = annotation.type
        params.append(Parameter(each.name, _KEYWORD if each.kw_only else _PLAIN, default=default, annotation=annotation))
    return cls(params, return_annotation=None)


def _without_first(sig):
    params = list(sig._parameters.values())
    if not params or params[0]._kind in (_KWARGS, _KEYWORD):
        raise ValueError("invalid method signature")
    return sig if params[0]._kind is _ARGS else sig.replace(parameters=params[1:])


def _of_partial(wrapped, partial, before=()):
    keywords = partial.keywords
    try:
        given = wrapped.bind_partial(*(before + tuple(partial.args)), **keywords).arguments
    except TypeError:
        raise ValueError("partial object %r has incorrect arguments" % (partial,))
    params, by_name = [], []
    for name, param in wrapped._parameters.items():
        kind = param._kind
        if name in given:
            if kind is _ONLY or kind is _PLAIN and name not in keywords:
                continue
            if kind is _PLAIN or kind is _KEYWORD:
                param = param.replace(default=given[name])
            if kind is _PLAIN:
                by_name.append(param.replace(kind=_KEYWORD))
                continue
        if by_name:
            if kind is _ARGS:
                continue
            if kind is _PLAIN:
                param = param.replace(kind=_KEYWORD)
            by_name.append(param)
        else:
            params.append(param)
    return wrapped.replace(parameters=params + by_name)


def _made_by(cls):
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            made = base.__dict__.get(name)
            made = getattr(made, "__func__", made)
            if isfunction(made):
                return made


def _of_class(obj, cls, of):
    call = getattr(type(obj), "__call__", None)
    if getattr(obj, "_member_names_", None):
        return cls([Parameter("values", _ARGS)])  # of an enumeration
    if isfunction(call) and call.__globals__.get("__name__") not in ("abc", "enum", "typing"):
        return _without_first(of(call))
    made = _made_by(obj)
    if made is not None:
        return _without_first(of(made))
    defaults = getattr(obj, "_field_defaults", None)
    if defaults is not None and issubclass(obj, tuple):
        annotations = get_annotations(obj)
        return cls([
            Parameter(name, _PLAIN, default=defaults.get(name, _empty), annotation=annotations.get(name, _empty))
            for name in obj._fields
        ])  # fmt: skip
    if all(["__qualname__" in base.__dict__ for base in obj.__mro__[:-1]]):
        return cls()
    raise ValueError("no signature found for builtin type %r" % (obj,))


def _signature(obj, cls, follow, skip, how):
    def of(obj):
        return _signature(obj, cls, follow, skip, how)

    if not callable(obj):
        raise TypeError("%r is not a callable object" % (obj,))
    if follow and not ismethod(obj):
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, MethodType))
    if isinstance(obj, MethodType):
        if not ismethod(obj):
            raise ValueError("no signature found for builtin %r" % (obj,))
        sig = of(obj.__func__)
        return _without_first(sig) if skip else sig
    sig = getattr(obj, "__signature__", None)
    if sig is not None:
        if not isinstance(sig, Signature) and callable(sig):
            sig = sig()
        if not isinstance(sig, Signature):
            raise TypeError("unexpected object %r in __signature__ attribute" % (sig,))
        return sig
    method = getattr(obj, "_partialmethod", None)
    if _is_partial(method, "partialmethod"):
        wrapped = of(method.func)
        sig = _of_partial(wrapped, method, (None,))
        first = list(wrapped._parameters.values())[0]
        return sig if first._kind is _ARGS else sig.replace(parameters=[first] + list(sig._parameters.values()))
    if _is_partial(obj):
        return _of_partial(of(obj.func), obj)
    if isfunction(obj):
        return _from_function(cls, obj, how)
    if isinstance(obj, staticmethod):
        return of(obj.__func__)
    if isinstance(obj, type):
        if type in obj.__mro__:
            raise ValueError("no signature found for builtin %r" % (obj,))
        return _of_class(obj, cls, of)
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        sig = of(call)
        return _without_first(sig) if skip else sig
    if ismethod(call):
        return of(call)
    raise ValueError("no signature found for builtin %r" % (obj,))


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return _signature(obj, Signature, follow_wrapped, True, (globals, locals, eval_str))


FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")


def getfullargspec(func):
    try:
        # Classes too: what is bound is told here.
        if isinstance(func, type):
            func = _made_by(func) or func
        sig = _signature(func, Signature, False, False, (None, None, False))
    except Exception:
        raise TypeError("unsupported callable")
    by_kind = [[] for kind in _kinds]
    annotations = {}
    if sig._return_annotation is not _empty:
        annotations["return"] = sig._return_annotation
    defaults = ()
    kwdefaults = {}
    for name, param in sig._parameters.items():
        by_kind[param._kind].append(name)
        if param._default is not _empty:
            if param._kind is _KEYWORD:
                kwdefaults[name] = param._default
            else:
                defaults += (param._default,)
        if param._annotation is not _empty:
            annotations[name] = param._annotation
    only, plain, args, keyword, kwargs = by_kind
    return FullArgSpec(
        only + plain, args[0] if args else None, kwargs[0] if kwargs else None, defaults or None, keyword,
        kwdefaults or None, annotations,
    )  # fmt: skip
