"""Takes modules of CPython's own library into build/frozen/library/, written as MicroPython reads them.

    python3.13 build/library.py            writes all of them
    python3.13 build/library.py heapq      writes one

What is written is committed: the build does not run this. It is run again for a newer CPython, or
after a change below. Of each module documentation, annotations and whatever needs what MicroPython
has not are left out; syntax that MicroPython lacks is written differently; the rest is CPython's.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

TARGET = Path(__file__).resolve().parent / "frozen/library"
SOURCE = Path(sysconfig.get_path("stdlib"))


@dataclass
class Module:
    """A module: where it is in CPython's library, and what is changed before it is translated.

    ``edits`` are (text, replacement), each of which must occur; ``drop`` are names of functions,
    classes, methods ("Class.method") and variables that are left out.
    """

    source: str
    edits: list[tuple[str, str]] = field(default_factory=list)
    drop: str = ""


# Of CPython's it is types.DynamicClassAttribute, which is property() once more, in Python.
_ENUM_PROPERTY = '''
class property:
    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or getattr(fget, "__doc__", None)

    def getter(self, fget):
        return type(self)(fget, self.fset, self.fdel)

    def setter(self, fset):
        return type(self)(self.fget, fset, self.fdel)

    def deleter(self, fdel):
        return type(self)(self.fget, self.fset, fdel)

'''

_CONTEXT_NAMES = """\
_METHODS = {
    'abs': '__abs__', 'add': '__add__', 'divide': '__truediv__', 'divide_int': '__floordiv__', 'divmod': '__divmod__',
    'minus': '__neg__', 'multiply': '__mul__', 'plus': '__pos__', 'power': '__pow__', 'remainder': '__mod__',
    'subtract': '__sub__', 'to_sci_string': '__str__', 'to_integral': 'to_integral_value',
}
_OF_NO_CONTEXT = ('copy_abs', 'copy_negate', 'is_finite', 'is_infinite', 'is_nan', 'is_qnan', 'is_signed', 'is_snan', 'is_zero')

"""

_CONTEXT_METHODS = """\
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError("'Context' object has no attribute '%s'" % name)
        method = getattr(Decimal, _METHODS.get(name, name), None)
        if method is None:
            raise AttributeError("'decimal.Context' object has no attribute '%s'" % name)

        def call(a, *others):
            a = _convert_other(a, raiseit=True)
            found = method(a, *others) if name in _OF_NO_CONTEXT else method(a, *others, context=self)
            if found is NotImplemented:
                raise TypeError("Unable to convert %s to Decimal" % others[0])
            return found

        return call

"""

# doctest without lines of source, debuggers and the frames of callers.
_DOCTEST_HELP = """\
def _show(value):
    # Of "single" code the core shows values on the guest's own output, and not on sys.stdout.
    if value is not None:
        print(repr(value))
        builtins._ = value

def _module_of(obj):
    if inspect.ismodule(obj):
        return obj
    name = getattr(obj, '__module__', None)
    return __import__('__main__') if name == '__main__' else sys.modules.get(name)

def _unwrapped(obj):
    # What has any attribute may be wrapped without end.
    inner, left = obj, 100
    while left and hasattr(inner, '__wrapped__'):
        inner = inner.__wrapped__
        left -= 1
    return inner if left else obj

"""

_DOCTEST_LINE = """\
    def _find_lineno(self, obj, source_lines):
        # Without the source: where the object begins; its documentation is taken to be on the next line.
        if inspect.ismodule(obj):
            return 0
        if inspect.isclass(obj):
            return getattr(obj, '__firstlineno__', None)
        obj = getattr(obj, '__func__', obj)
        if isinstance(obj, property):
            obj = obj.fget
        return getattr(getattr(_unwrapped(obj), '__code__', None), 'co_firstlineno', None)

"""

_DOCTEST_OWNER = """\
    def _from_module(self, module, object):
        if module is None or isinstance(object, property):
            return True
        if inspect.isbuiltin(object) and not inspect.isfunction(object):
            return False
        if type(object).__name__ == 'cached_property':
            object = object.func
        return module.__name__ == getattr(object, '__module__', None)

    def _is_routine(self, obj):
        obj = _unwrapped(obj)
        kind = type(obj)
        return inspect.isroutine(obj) or hasattr(kind, '__get__') and not hasattr(kind, '__set__')

"""

_DOCTEST_RUN = """\
    def run(self, test, compileflags=None, out=None, clear_globs=True):
        self.test = test
        save_stdout = sys.stdout
        save_show = builtins.__repl_print__
        if out is None:
            out = save_stdout.write
        sys.stdout = self._fakeout
        builtins.__repl_print__ = _show
        try:
            return self.__run(test, compileflags, out)
        finally:
            sys.stdout = save_stdout
            builtins.__repl_print__ = save_show
            if clear_globs:
                test.globs.clear()
                builtins._ = None

"""

MODULES: dict[str, Module] = {
    "_sniffer": Module("csv.py", drop="Dialect excel excel_tab unix_dialect DictReader DictWriter __all__", edits=[
        ("import types\nfrom _csv import Error, writer, reader, register_dialect, \\\n"
         "                 unregister_dialect, get_dialect, list_dialects, \\\n"
         "                 field_size_limit, \\\n"
         "                 QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, \\\n"
         "                 QUOTE_STRINGS, QUOTE_NOTNULL\nfrom _csv import Dialect as _Dialect\n\nfrom io import StringIO\n",
         "from io import StringIO\nfrom csv import Dialect, Error, QUOTE_MINIMAL, reader\n"),
        ('register_dialect("excel", excel)\n', ""), ('register_dialect("excel-tab", excel_tab)\n', ""),
        ('register_dialect("unix", unix_dialect)\n', ""),
    ]),
    "bisect": Module("bisect.py"),
    "calendar": Module(
        "calendar.py",
        drop="different_locale _get_default_locale LocaleTextCalendar LocaleHTMLCalendar main "
             "HTMLCalendar _localized_month _localized_day "
             "day_name day_abbr month_name month_abbr __getattr__ Month Day",
        edits=[
            ("import locale as _locale\n", ""),
            ("from enum import IntEnum, global_enum\n", ""),
            ("# Number of days per month", 'JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE = range(1, 7)\n'
             'JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = range(7, 13)\n'
             'class _Day(int):\n    def __repr__(self): return "calendar." + day_name[self].upper()\n'
             '    def __str__(self): return "%d" % self\n\n'
             'MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = [_Day(day) for day in range(7)]\n'
             'day_name, month_name = (["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],'
             ' ["", "January", "February", "March", "April", "May", "June", "July", "August", "September",'
             ' "October", "November", "December"])\n'
             'day_abbr, month_abbr = ([name[:3] for name in day_name], [name[:3] for name in month_name])\n# Number of days per month'),
            ("return Day(datetime.date(year, month, day).weekday())", "return _Day(datetime.date(year, month, day).weekday())"),
            ("if not MONDAY <= firstweekday <= SUNDAY", "if not 0 <= firstweekday <= 6"),
        ],
    ),
    "colorsys": Module("colorsys.py"),
    "contextlib": Module("contextlib.py", edits=[
        ("import os\nimport sys\nimport _collections_abc\nfrom collections import deque\n", "import sys\n"),
        ("_collections_abc._check_methods(C,", "_has_methods(C,"),
        ("class AbstractContextManager(abc.ABC):",
         "def _has_methods(cls, *names):\n    return True if all([getattr(cls, name, None) for name in names]) else NotImplemented\n\n\n"
         "class AbstractContextManager(abc.ABC):"),
        ("    def __init__(self, path):\n", "    def __init__(self, path):\n        import os\n        self._os = os\n"),
        ("(os.getcwd())\n        os.chdir", "(self._os.getcwd())\n        self._os.chdir"),
        ("        os.chdir(self._old_cwd.pop())", "        self._os.chdir(self._old_cwd.pop())"),
        ("def callback(self, callback, /, *args, **kwds):", "def callback(*args, **kwds):\n        if len(args) < 2:\n"
         "            raise TypeError(\"callback() missing 1 required positional argument: 'callback'\")\n        self, callback = args[:2]\n        args = args[2:]"),
        ("self._create_cb_wrapper(callback, *args, **kwds)", "self._create_cb_wrapper(callback, args, kwds)"),
        ("def _create_cb_wrapper(callback, /, *args, **kwds):", "def _create_cb_wrapper(callback, args, kwds):"),
        ("self._exit_callbacks = deque()\n\n", "self._exit_callbacks = []\n\n"),
        ("self._exit_callbacks = deque()\n        return", "self._exit_callbacks = []\n        return"),
    ]),
    "datetime": Module("_pydatetime.py", edits=[
        # As CPython 3.14 has it.
        ("'year must be in %d..%d' % (MINYEAR, MAXYEAR), year)", "'year must be in %d..%d, not %d' % (MINYEAR, MAXYEAR, year))"),
        ("'month must be in 1..12', month)", "'month must be in 1..12, not %d' % month)"),
        ("'day must be in 1..%d' % dim, day)",
         "'day %d must be in range 1..%d for month %d in year %d' % (day, dim, month, year))"),
        ("'hour must be in 0..23', hour)", "'hour must be in 0..23, not %d' % hour)"),
        ("'minute must be in 0..59', minute)", "'minute must be in 0..59, not %d' % minute)"),
        ("'second must be in 0..59', second)", "'second must be in 0..59, not %d' % second)"),
        ("'microsecond must be in 0..999999', microsecond)", "'microsecond must be in 0..999999, not %d' % microsecond)"),
        ("'fold must be either 0 or 1', fold)", "'fold must be either 0 or 1, not %d' % fold)"),
        ('"result out of range"', '"date value out of range"'),
        ("(f'{self.__class__.__name__}'\n", "(f'datetime.{self.__class__.__name__}'\n"),
        # As the compiled module has it.
        ("cannot compare naive and aware times", "can't compare offset-naive and offset-aware times"),
        ("cannot compare naive and aware datetimes", "can't compare offset-naive and offset-aware datetimes"),
        ("cannot mix naive and timezone-aware time", "can't subtract offset-naive and offset-aware datetimes"),
    ]),
    "decimal": Module("_pydecimal.py", edits=[
        ("class DivisionByZero(DecimalException, ZeroDivisionError)", "class DivisionByZero(ZeroDivisionError)"),
        ("class DivisionUndefined(InvalidOperation, ZeroDivisionError)", "class DivisionUndefined(InvalidOperation)"),
        ("class FloatOperation(DecimalException, TypeError)", "class FloatOperation(DecimalException)"),
        ("import contextvars\n", ""),
        ("raise error(explanation)", "raise error([condition])"),  # as the compiled module tells it
        ("_current_context_var = contextvars.ContextVar('decimal_context')", "_context = []"),
        ("        return _current_context_var.get()\n    except LookupError:", "        return _context[0]\n    except IndexError:"),
        ("        _current_context_var.set(context)\n        return context", "        _context[:] = [context]\n        return context"),
        ("    _current_context_var.set(context)\n\ndel contextvars", "    _context[:] = [context]\n"),
        # Each of some fifty methods that hand their work to a number's method of that name.
        ("class Context(object):\n", _CONTEXT_NAMES + "class Context(object):\n"),
        ("    def abs(self, a):\n", _CONTEXT_METHODS + "    def abs(self, a):\n"),
    ], drop="Context.abs Context.add Context._apply Context.compare Context.compare_signal "
             "Context.compare_total Context.compare_total_mag Context.copy_abs Context.copy_negate "
             "Context.copy_sign Context.divide Context.divide_int Context.divmod Context.exp "
             "Context.fma Context.is_finite Context.is_infinite Context.is_nan Context.is_normal "
             "Context.is_qnan Context.is_signed Context.is_snan Context.is_subnormal Context.is_zero "
             "Context.ln Context.log10 Context.logb Context.logical_and Context.logical_invert "
             "Context.logical_or Context.logical_xor Context.max Context.max_mag Context.min "
             "Context.min_mag Context.minus Context.multiply Context.next_minus Context.next_plus "
             "Context.next_toward Context.normalize Context.plus Context.power Context.quantize "
             "Context.remainder Context.remainder_near Context.rotate Context.same_quantum "
             "Context.number_class Context.radix Context.scaleb Context.shift Context.sqrt Context.subtract Context.to_eng_string Context.to_sci_string "
             "Context.to_integral_exact Context.to_integral_value Context.to_integral "
             "Decimal.logical_and Decimal.logical_or Decimal.logical_xor Decimal.logical_invert Decimal._islogical "
             "Decimal._fill_logical Decimal.rotate Decimal.shift Decimal.next_toward "
             "Decimal.number_class Decimal.logb Decimal.scaleb Decimal.max_mag Decimal.min_mag Decimal.radix "
             "Decimal.canonical Decimal.is_canonical Decimal.compare_signal Decimal.compare_total_mag Decimal.is_normal "
             "Decimal.is_subnormal Context.canonical Context.is_canonical"),
    "difflib": Module("difflib.py", edits=[
        ("self.bjunk.__contains__", "lambda x: x in self.bjunk"),
        ("avail.__contains__, 0", "(lambda x: x in avail), 0"),
    ], drop="HtmlDiff restore _file_template _styles _table_template _legend _mdiff"),
    "doctest": Module(
        "doctest.py",
        drop="__docformat__ _extract_future_flags _newline_convert _comment_line _OutputRedirectingPdb "
             "DocTestFinder._unused DocTestRunner._unused DocTestRunner.__LINECACHE_FILENAME_RE "
             "DocTestRunner.__patched_linecache_getlines _unittest_reportflags set_unittest_reportflags DocTestCase "
             "SkipDocTestCase _DocTestSuite DocTestSuite DocFileCase DocFileTest DocFileSuite script_from_examples "
             "testsource debug_src debug_script debug _TestClass __test__ _test "
             "testfile _module_relative_path _load_testfile",
        edits=[
            ("import __future__\nimport difflib\n", "import builtins\n"), ("import linecache\nimport os\nimport pdb\n", ""),
            ("import unittest\nfrom io import StringIO, IncrementalNewlineDecoder\n", "from io import StringIO\n"),
            ("import _colorize  # Used in doctests\nfrom _colorize import ANSIColors, can_colorize\n", ""),
            # The module that has called is the main one, and all modules are files.
            ("def _normalize_module(module, depth=2):",
             _DOCTEST_HELP + "def _normalize_module(module, depth=2):"),
            ("        try:\n            try:\n                return sys.modules[sys._getframemodulename(depth)]\n"
             "            except AttributeError:\n"
             "                return sys.modules[sys._getframe(depth).f_globals['__name__']]\n"
             "        except KeyError:\n            pass\n", "        return __import__('__main__')\n"),
            ("        if (loader := getattr(package, '__loader__', None)) is None:\n            try:\n"
             "                loader = package.__spec__.loader\n            except AttributeError:\n"
             "                pass\n        if hasattr(loader, 'get_data'):\n"
             "            file_contents = loader.get_data(filename)\n"
             "            file_contents = file_contents.decode(encoding)\n"
             "            # get_data() opens files as 'rb', so one must do the equivalent\n"
             "            # conversion as universal newlines would do.\n"
             "            return _newline_convert(file_contents), filename\n", ""),
            ("m = sys.modules.get('__main__')", "m = __import__('__main__')"),
            ("module = inspect.getmodule(obj)\n", "module = _module_of(obj)\n        return self._found("
             "obj, name, module, globs, extraglobs)\n\n    def _unused(self):\n"),
            ("        # Initialize globals, and merge in extraglobs.\n",
             "    def _found(self, obj, name, module, globs, extraglobs):\n"),
            ("self._find(tests, obj, name, module, source_lines, globs, {})", "self._find(tests, obj, name, module, None, globs, {})"),
            ("    def _from_module(self, module, object):\n",
             _DOCTEST_OWNER + "    def _unused(self, module, object):\n"),
            ("    def _is_routine(self, obj):\n        \"\"\"", "    def _unused(self, obj):\n        \"\"\""),
            ("                if ((inspect.isroutine(val) or inspect.isclass(val) or\n",
             "                if ((self._is_routine(val) or inspect.isclass(val) or\n"),
            # CPython's dataclasses make their methods in the module of the class; all but this one.
            ("                      isinstance(val, property)) and\n                      self._from_module(module, val)):\n",
             "                      isinstance(val, property)) and\n                      (self._from_module(module, val) or\n"
             "                       getattr(val, '__module__', None) == 'dataclasses' and valname != '__replace__')):\n"),
            # A class has its base's documentation here.
            ("                if obj.__doc__ is None:\n                    docstring = ''\n"
             "                else:\n                    docstring = obj.__doc__\n"
             "                    if not isinstance(docstring, str):\n                        docstring = str(docstring)\n",
             "                docstring = obj.__dict__.get('__doc__') if inspect.isclass(obj) else obj.__doc__\n"
             "                docstring = '' if docstring is None else str(docstring)\n"),
            ("getattr(module, '__file__', None) or module.__name__",
             "getattr(module, '__file__', None) or {'__main__': '<main>'}.get(module.__name__, module.__name__)"),
            ("    def _find_lineno(self, obj, source_lines):\n", _DOCTEST_LINE + "    def _unused(self, obj, source_lines):\n"),
            *[(comment, "") for comment in (
                "        # Source consists of a PS1 line followed by zero or more PS2 lines.\n",
                "        # Want consists of any non-blank lines that do not start with PS1.\n",
                "    # PS1 line", "  # PS2 lines", "    # Not a blank line", "  # Not a line starting with PS1",
                "       # But any other line", "                # toss trailing whitespace on the header.",
                "        # Grab the traceback header.  Different versions of Python have\n"
                "        # said different things on the first traceback line.\n",
                "      # don't blink: absorb stuff until...", "   #     a line *starts* with alphanum.",
            )],
            # No colours.
            ("        red, reset = (\n            (ANSIColors.RED, ANSIColors.RESET) if can_colorize() else (\"\", \"\")\n        )\n", ""),
            ("        ansi = _colorize.get_colors()\n        bold_green = ansi.BOLD_GREEN\n"
             "        bold_red = ansi.BOLD_RED\n        green = ansi.GREEN\n        red = ansi.RED\n"
             "        reset = ansi.RESET\n        yellow = ansi.YELLOW\n", ""),
            ("{red}", ""), ("{reset}", ""), ("{green}", ""), ("{bold_red}", ""), ("{bold_green}", ""), ("{yellow}", ""),
            ("compile(example.source, filename, \"single\",\n                             compileflags, True)",
             "compile(example.source, filename, \"single\")"),
            ("                self.debugger.set_continue() # ==== Example Finished ====\n", ""),
            # traceback here has no lines of source in front of a SyntaxError.
            ("                if issubclass(exception[0], SyntaxError):\n"
             "                    # SyntaxError / IndentationError is special:\n"
             "                    # we don't care about the carets / suggestions / etc\n"
             "                    # We only care about the error message and notes.\n"
             "                    # They start with `SyntaxError:` (or any other class name)\n"
             "                    exception_line_prefixes = (\n"
             "                        f\"{exception[0].__qualname__}:\",\n"
             "                        f\"{exception[0].__module__}.{exception[0].__qualname__}:\",\n"
             "                    )\n                    exc_msg_index = next(\n                        index\n"
             "                        for index, line in enumerate(formatted_ex)\n"
             "                        if line.startswith(exception_line_prefixes)\n                    )\n"
             "                    formatted_ex = formatted_ex[exc_msg_index:]\n\n", ""),
            ("    def run(self, test, compileflags=None, out=None, clear_globs=True):\n        \"\"\"",
             _DOCTEST_RUN + "    def _unused(self, test, compileflags=None, out=None, clear_globs=True):\n        \"\"\""),
            ("        want = example.want\n        # If <BLANKLINE>s", "        import difflib\n        want = example.want\n        # If <BLANKLINE>s"),
        ],
    ),
    "enum": Module("enum.py", drop="_old_convert_ _dedent _make_class_unpicklable _test_simple_enum EnumType._convert_ "
                   "Enum.__signature__ pickle_by_global_name pickle_by_enum_name _reduce_ex_by_global_name "
                   "_simple_enum._unused", edits=[
        ("from types import MappingProxyType, DynamicClassAttribute\n", ""),
        ("class property(DynamicClassAttribute):\n", _ENUM_PROPERTY),
        ("isinstance(attr, (property, DynamicClassAttribute))", "isinstance(attr, property)"),
        ("                method = member_type.__str__\n                if method is object.__str__:\n"
         "                    # if member_type does not define __str__, object.__str__ will use\n"
         "                    # its __repr__ instead, so we'll also use its __repr__\n                    method = member_type.__repr__\n",
         "                method = _shower(member_type, '__str__')\n                if isinstance(method, type):\n"
         "                    method = str.__str__ if method is str else member_type.__repr__\n"),
        # Methods of built-in types are no attributes that can be told from each other.
        ("target = getattr(possible, method, None)", "target = _maker(possible, method)"),
        ("target not in {\n                            None,\n                            None.__new__,\n"
         "                            object.__new__,\n                            Enum.__new__,\n                            }",
         "target not in (None, Enum.__dict__['__new__'] if Enum else None)"),
        ("__new__ = object.__new__\n", "__new__ = _new\n"),
        ("__new__ in (Enum.__new__, object.__new__)", "__new__ in (Enum.__dict__['__new__'], _new)"),
        ("elif '__new__' in base.__dict__ or", "elif _maker(base, '__new__', True) or"),
        ("        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):\n            if name not in classdict:\n"
         "                # check for mixin overrides before replacing\n"
         "                enum_method = getattr(first_enum, name)\n                found_method = getattr(enum_class, name)\n"
         "                object_method = getattr(object, name)\n                data_type_method = getattr(member_type, name)\n"
         "                if found_method in (data_type_method, object_method):\n",
         "        for name in ('__repr__', '__str__', '__format__'):\n            if name not in classdict:\n"
         "                enum_method = getattr(first_enum, name)\n"
         "                if _shower(enum_class, name) in (_shower(member_type, name), object):\n"),
        ("    return (\n            hasattr(obj, '__get__') or\n", "    return (type(obj) in _descriptors or\n            hasattr(obj, '__get__') or\n"),
        ("def _is_dunder(name):", "def _generate():\n    yield _generate\n_descriptors = (bltns.property, classmethod, staticmethod, type(_generate),"
         " type(lambda: None), type((lambda x: lambda: x)(0)))\n_new = object.__new__\n"
         "def _maker(cls, name, own=False):\n    for base in [cls] if own else cls.__mro__:\n"
         "        if name in base.__dict__:\n            return _plain(base.__dict__[name])\n"
         "        if base.__module__ == 'builtins' and base is not object and name == '__new__':\n            return base.__new__\n"
         "def _shower(cls, name):\n    # The method, or the built-in type whose it is.\n    for base in cls.__mro__:\n"
         "        if name in base.__dict__:\n            return base.__dict__[name]\n        if base.__module__ == 'builtins':\n"
         "            return base\n"
         "def _plain(method):\n    return method.__func__ if isinstance(method, staticmethod) else method\n"
         "def _is_dunder(name):"),
        ("        __new__ = classdict.get('__new__', None)\n", "        __new__ = _plain(classdict.get('__new__', None))\n"),
        ("        if cls._new_member_ is not object.__new__:", "        if cls._new_member_ is not _new:"),
        ("        if cls.__init_subclass__ is not object.__init_subclass__:", "        if False:"),
        ("        return MappingProxyType(cls._member_map_)",
         "        from types import MappingProxyType\n        return MappingProxyType(cls._member_map_)"),
        ("        if module is None:\n            try:\n                module = sys._getframemodulename(2)\n            except AttributeError:\n"
         "                # Fall back on _getframe if _getframemodulename is missing\n"
         "                try:\n                    module = sys._getframe(2).f_globals['__name__']\n"
         "                except (AttributeError, ValueError, KeyError):\n                    pass\n"
         "        if module is None:\n            _make_class_unpicklable(classdict)\n        else:\n"
         "            classdict['__module__'] = module\n",
         "        classdict['__module__'] = module or '__main__'\n"),
        ("    def convert_class(cls):\n", "    def convert_class(cls):\n        kind = type(etype)\n"
         "        classdict = kind.__prepare__(cls.__name__, (etype,))\n        for name, value in cls.__dict__.items():\n"
         "            if name not in ('__dict__', '__weakref__'):\n                classdict[name] = value\n"
         "        return kind(cls.__name__, (etype,), classdict, boundary=boundary)\n"
         "    def _unused(cls):\n"),
    ]),
    "fnmatch": Module("fnmatch.py", edits=[
        ("import posixpath\n", ""), ("if os.path is posixpath:", "if True:"),
        ("os.path.normcase(", "str("),
    ]),
    "fractions": Module("fractions.py", edits=[
        ("forward.__name__ = '__' + fallback_operator.__name__ + '__'", "pass"),
        ("reverse.__name__ = '__r' + fallback_operator.__name__ + '__'", "pass"),
    ]),
    "graphlib": Module("graphlib.py"),
    "heapq": Module("heapq.py", edits=[
        ("    heap.append(item)\n", "    _check(heap)\n    heap.append(item)\n"),
        ("    lastelt = heap.pop()    # raises appropriate IndexError if heap is empty\n    if heap:\n        returnitem = heap[0]\n        heap[0] = lastelt\n        _siftup(heap, 0)",
         "    _check(heap)\n    lastelt = heap.pop()\n    if heap:\n        returnitem = heap[0]\n        heap[0] = lastelt\n        _siftup(heap, 0)"),
        ("    n = len(x)\n    # Transform bottom-up.", "    _check(x)\n    n = len(x)\n    # Transform bottom-up."),
        ("def heappush(heap, item):", "def _check(heap):\n    if not isinstance(heap, list):\n"
         "        raise TypeError('heap argument must be a list, not %s' % type(heap).__name__)\n\n\ndef heappush(heap, item):"),
    ]),
    "keyword": Module("keyword.py", edits=[
        ("iskeyword = frozenset(kwlist).__contains__", "iskeyword = lambda name: name in kwlist"),
        ("issoftkeyword = frozenset(softkwlist).__contains__", "issoftkeyword = lambda name: name in softkwlist"),
    ]),
    "numbers": Module("numbers.py"),
    "random": Module("random.py", drop="_test _test_generator main _parse_args Random.__reduce__ SystemRandom.seed", edits=[
        ("from os import urandom as _urandom\n", "from _random import entropy as _urandom\n"),
        ("from _collections_abc import Sequence as _Sequence\n", ""),
        ("import os as _os\n", ""),
        ("import _random\n", "from _chance import Random as _Base, is_sequence as _is_sequence\n"),
        ("class Random(_random.Random)", "class Random(_Base)"),
        ("if not isinstance(population, _Sequence)", "if not _is_sequence(population)"),
        ("elif not isinstance(a, (type(None), int, float, str, bytes, bytearray))",
         "elif a is not None and not isinstance(a, (int, float))"),
        ("    from _sha2 import sha512 as _sha512", "    from hashlib import sha512 as _sha512"),
        ('if hasattr(_os, "fork"):\n    _os.register_at_fork(after_in_child=_inst.seed)\n', ""),
        ("_inst = Random()\n", "_inst = Random()\n_quick = _inst._generator\n"),
        ("random = _inst.random\n", "random = _quick.random\n"),
        ("getrandbits = _inst.getrandbits\n", "getrandbits = _quick.getrandbits\n"),
    ]),
    "re/_parser": Module("re/_parser.py", edits=[
        ("string = str(string, 'latin1')", "string = ''.join([chr(byte) for byte in string])"),
        ("''.join(literal).encode('latin-1')", "bytes([ord(char) for char in ''.join(literal)])"),
        ("msg = msg.encode('ascii', 'backslashreplace').decode('ascii')", "pass"),
        ("not (self.istext or name.isascii())", "not self.istext and any([c > '\\x7f' for c in name])"),
        ("not name.isidentifier()", "not (name.replace('_', 'a')[:1].isalpha() and all([c in '_0123456789' or c.isalpha() or c > '\\x7f' for c in name]))"),
        ("(condname.isdecimal() and condname.isascii())", "condname.isdigit()"),
        ("(name.isdecimal() and name.isascii())", "name.isdigit()"),
        ("        self.data[index] = code", "        self.data[index] = list(code) if isinstance(code, SubPattern) else code"),
        ("import unicodedata", "raise source.error('names of characters are not known here')"),
    ]),
    "reprlib": Module("reprlib.py", edits=[("from _thread import get_ident", "get_ident = lambda: 0")]),
    "shlex": Module("shlex.py", drop="_print_tokens"),
    "statistics": Module("statistics.py", edits=[
        ("_kernel_invcdfs['gauss'] = _kernel_invcdfs['normal']\n", ""),
        ("_kernel_invcdfs['uniform'] = _kernel_invcdfs['rectangular']\n", ""),
        ("_kernel_invcdfs['epanechnikov'] = _kernel_invcdfs['parabolic']\n", ""),
        ("_kernel_invcdfs['biweight'] = _kernel_invcdfs['quartic']\n", ""),
        ("    'kde',\n    'kde_random',\n", ""),
    ], drop="kde kde_random _kernel_invcdfs _newton_raphson _quartic_invcdf_estimate _quartic_invcdf _triweight_invcdf_estimate _triweight_invcdf"),
    "textwrap": Module("textwrap.py", edits=[
        ("text = text.expandtabs(self.tabsize)", "text = _expanded(text, self.tabsize)"),
        ("text = text.translate(self.unicode_whitespace_trans)", "for x in '\\t\\n\\x0b\\x0c\\r':\n                text = text.replace(x, ' ')"),
        ("# -- Convenience interface", "def _expanded(text, size):\n    out = []\n    for line in text.splitlines(True):\n"
         "        parts = line.split('\\t')\n        whole = parts[0]\n        for part in parts[1:]:\n"
         "            whole += ' ' * (size - len(whole) % size if size > 0 else 0) + part\n        out.append(whole)\n"
         "    return ''.join(out)\n\n# -- Convenience interface"),
    ], drop="TextWrapper.unicode_whitespace_trans"),
}


class Translator(ast.NodeTransformer):
    """CPython's syntax, written as MicroPython reads it."""

    def __init__(self, drop: set[str]) -> None:
        self.drop = drop
        self.left_to_drop = set(drop)
        self.scope: list[str] = []

    def _is_dropped(self, name: str) -> bool:
        full = ".".join([*self.scope, name])
        self.left_to_drop.discard(full)
        return full in self.drop

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) \
                and isinstance(body[0].value.value, str):
            body = body[1:]
        kept: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            if new is not None:
                kept.append(new)
        return kept

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = self._block(node.body)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST | None:
        if self._is_dropped(node.name):
            return None
        node.returns = None
        node.args = self.visit(node.args)
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        self.scope.append(node.name)
        node.body = self._block(node.body) or [ast.Pass()]
        self.scope.pop()
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST | None:
        return self.visit_FunctionDef(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST | None:
        if self._is_dropped(node.name):
            return None
        self.scope.append(node.name)
        node.bases = [self.visit(each) for each in node.bases]
        node.body = self._block(node.body) or [ast.Pass()]
        self.scope.pop()
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.arguments:
        self.generic_visit(node)
        node.args = node.posonlyargs + node.args
        node.posonlyargs = []
        for argument in [*node.args, *node.kwonlyargs, node.vararg, node.kwarg]:
            if argument is not None:
                argument.annotation = None
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        target = node.targets[0]
        if isinstance(target, ast.Name) and self._is_dropped(target.id):
            return None
        if isinstance(target, ast.Name) and target.id == "__all__" and isinstance(node.value, ast.List):
            node.value.elts = [
                each for each in node.value.elts if not (isinstance(each, ast.Constant) and each.value in self.drop)
            ]
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        assigned: ast.AST | None = self.visit(ast.Assign([node.target], node.value, lineno=node.lineno))
        return assigned

    def visit_If(self, node: ast.If) -> ast.AST | None:
        if ast.unparse(node.test) == "__name__ == '__main__'":
            return None
        node.test = self.visit(node.test)
        node.body = self._block(node.body) or [ast.Pass()]
        node.orelse = self._block(node.orelse)
        return node

    def visit_Try(self, node: ast.Try) -> ast.AST | None:
        first = node.body[0]
        if isinstance(first, ast.ImportFrom) and (first.module or "").startswith("_") and first.module != "__future__":
            return None  # an accelerator in C
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        arguments: list[ast.expr] = []

        def text_of(parts: list[ast.expr]) -> str:
            text = ""
            for part in parts:
                if isinstance(part, ast.Constant):
                    text += str(part.value).replace("{", "{{").replace("}", "}}")
                else:
                    assert isinstance(part, ast.FormattedValue)
                    arguments.append(self.visit(part.value))
                    text += "{" + ("" if part.conversion < 0 else "!" + chr(part.conversion))
                    if part.format_spec is not None:
                        assert isinstance(part.format_spec, ast.JoinedStr)
                        text += ":" + text_of(part.format_spec.values)
                    text += "}"
            return text

        text = text_of(node.values)
        if not arguments:
            return ast.Constant(text.replace("{{", "{").replace("}}", "}"))
        return ast.Call(ast.Attribute(ast.Constant(text), "format", ast.Load()), arguments, [])

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        # mpy-cross writes 16 digits of a float.
        if isinstance(node.value, float) and float("%.16g" % node.value) != node.value:
            return ast.Call(ast.Name("float", ast.Load()), [ast.Constant(repr(node.value))], [])
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and any(isinstance(each, ast.Starred) for each in node.elts):
            return self._joined(node.elts)
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and any(isinstance(each, ast.Starred) for each in node.elts):
            return ast.Call(ast.Name("tuple", ast.Load()), [self._joined(node.elts)], [])
        return node

    def _joined(self, elements: list[ast.expr]) -> ast.expr:
        parts: list[ast.expr] = []
        for element in elements:
            if isinstance(element, ast.Starred):
                parts.append(ast.Call(ast.Name("list", ast.Load()), [element.value], []))
            elif parts and isinstance(parts[-1], ast.List):
                parts[-1].elts.append(element)
            else:
                parts.append(ast.List([element], ast.Load()))
        whole = parts[0]
        for part in parts[1:]:
            whole = ast.BinOp(whole, ast.Add(), part)
        return whole

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        if None not in node.keys:
            return node
        parts: list[ast.expr] = []
        for key, value in zip(node.keys, node.values):
            if key is None:
                parts.append(value)
            elif parts and isinstance(parts[-1], ast.Dict):
                parts[-1].keys.append(key)
                parts[-1].values.append(value)
            else:
                parts.append(ast.Dict([key], [value]))
        whole = parts[0]
        for part in parts[1:]:
            whole = ast.BinOp(whole, ast.BitOr(), part)
        return whole


def _notices(text: str) -> str:
    """What a source's own comments say of its authors: the blocks of comments that name them."""
    blocks = re.findall(r"^(?:#[^\n]*\n)+", text[:2000], re.M)
    named = [block for block in blocks if re.search("copyright|written by", block, re.I)]
    return "".join(f"{line}\n" for block in named for line in block.splitlines() if line.strip("# "))


def translated(name: str, module: Module) -> str:
    text = (SOURCE / module.source).read_text()
    notices = _notices(text)
    for old, new in module.edits:
        if old not in text:
            raise SystemExit(f"library: {module.source} has no {old!r}")
        text = text.replace(old, new)
    translator = Translator(set(module.drop.split()))
    tree = ast.fix_missing_locations(translator.visit(ast.parse(text)))
    if translator.left_to_drop:
        raise SystemExit(f"library: {module.source} has no {sorted(translator.left_to_drop)}")
    version = ".".join(map(str, sys.version_info[:3]))
    # Blank lines between definitions, as people write them.
    code = re.sub(r"\n(?=(@|def |class ))", "\n\n", ast.unparse(tree))
    code = re.sub(r"(@[^\n]*)\n\n\n*(?=(@|def |class ))", r"\1\n", code)
    return (
        f"# From CPython {version}, Lib/{module.source}, by build/library.py: change that, and not this file.\n"
        f"# Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt\n{notices}\n{code}\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="modules (default: all)")
    for name in parser.parse_args().names or MODULES:
        path = TARGET / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(translated(name, MODULES[name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
