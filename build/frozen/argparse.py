# Parts of it are CPython's. Copyright (c) Python Software Foundation; licence: build/licences/cpython.txt

"""The commonest part of CPython's argparse: positionals, options, flags, choices, defaults, sub-commands."""

import sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER = "?", "*", "+", "..."


class ArgumentError(Exception):
    pass


class ArgumentTypeError(Exception):
    pass


class HelpFormatter:
    pass


RawDescriptionHelpFormatter = RawTextHelpFormatter = ArgumentDefaultsHelpFormatter = HelpFormatter


class Namespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __contains__(self, key):
        return key in self.__dict__

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, Namespace) else NotImplemented

    def __repr__(self):
        return "Namespace(%s)" % ", ".join(["%s=%r" % pair for pair in self.__dict__.items()])


class Action:
    def __init__(self, flags, action="store", nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, dest=None, version=None):
        self.option_strings, self.action, self.nargs, self.const, self.default = flags, action, nargs, const, default
        self.type, self.choices, self.required, self.help, self.metavar, self.version = type, choices, required, help, metavar, version
        if dest is None:
            long = [flag for flag in flags if flag.startswith("--")]
            dest = (long or flags)[0].lstrip("-").replace("-", "_") if flags else metavar
        self.dest = SUPPRESS if action == "version" else dest

    def _name(self):
        if self.option_strings:
            return "/".join(self.option_strings)
        return self.metavar or self.dest

    def _shown(self):
        if self.metavar:
            name = self.metavar
        elif self.choices is not None:
            name = "{%s}" % ",".join([str(each) for each in self.choices])
        else:
            name = self.dest.upper() if self.option_strings else self.dest
        return {None: name, "?": "[%s]" % name, "*": "[%s ...]" % name, "+": "%s [%s ...]" % (name, name), "...": "..."}.get(
            self.nargs, " ".join([name] * self.nargs) if isinstance(self.nargs, int) else name
        )

    def _takes_value(self):
        return self.action in ("store", "append", "extend")


class _Group:
    def __init__(self, parser, title=None, exclusive=False, required=False):
        self._parser, self.title, self._exclusive, self.required = parser, title, exclusive, required
        self._actions = []

    def add_argument(self, *args, **kwargs):
        made = self._parser.add_argument(*args, **kwargs)
        self._actions.append(made)
        return made

    def add_mutually_exclusive_group(self, required=False):
        return self._parser.add_mutually_exclusive_group(required)


class _SubParsers:
    def __init__(self, parser, dest, required, title):
        self._parser, self.dest, self.required, self.title = parser, dest, required, title
        self.choices = {}

    def add_parser(self, name, **kwargs):
        kwargs.pop("aliases", None)
        kwargs.pop("help", None)
        kwargs.setdefault("prog", "%s %s" % (self._parser.prog, name))
        made = self.choices[name] = type(self._parser)(**kwargs)
        return made


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, prefix_chars="-", add_help=True, allow_abbrev=True, exit_on_error=True, **kw):
        self.prog = prog or (sys.argv[0] if sys.argv and sys.argv[0] else "main.py").split("/")[-1]
        self.usage, self.description, self.epilog, self.exit_on_error = usage, description, epilog, exit_on_error
        self._actions, self._groups, self._subparsers, self._defaults = [], [], None, {}
        if add_help:
            self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            self._actions += [each for each in parent._actions if each.action != "help"]

    def add_argument(self, *flags, **kwargs):
        if isinstance(kwargs.get("action"), type):
            raise ValueError("actions of one's own are not known here")
        if flags and not flags[0].startswith("-"):
            kwargs["dest"] = flags[0]
            flags = ()
        if kwargs.get("action") == "store_true":
            kwargs.setdefault("default", False)
            kwargs["const"] = True
        elif kwargs.get("action") == "store_false":
            kwargs.setdefault("default", True)
            kwargs["const"] = False
        made = Action(list(flags), **kwargs)
        self._actions.append(made)
        return made

    def add_argument_group(self, title=None, description=None):
        return _Group(self, title)

    def add_mutually_exclusive_group(self, required=False):
        made = _Group(self, None, True, required)
        self._groups.append(made)
        return made

    def add_subparsers(self, title=None, dest=None, required=False, help=None, metavar=None, **kwargs):
        self._subparsers = _SubParsers(self, dest, required, title)
        return self._subparsers

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)

    def get_default(self, dest):
        for each in self._actions:
            if each.dest == dest and each.default is not None:
                return each.default
        return self._defaults.get(dest)

    def format_usage(self):
        if self.usage:
            return "usage: %s\n" % self.usage
        parts = [self.prog]
        for each in self._actions:
            if each.option_strings and each.help != SUPPRESS:
                text = each.option_strings[0] + (" " + each._shown() if each._takes_value() else "")
                parts.append(text if each.required else "[%s]" % text)
        parts += [each._shown() for each in self._actions if not each.option_strings]
        if self._subparsers:
            parts.append("{%s} ..." % ",".join(self._subparsers.choices))
        return "usage: %s\n" % " ".join(parts)

    def format_help(self):
        out = [self.format_usage()]
        if self.description:
            out.append("\n%s\n" % self.description)
        for title, wanted in (("positional arguments", False), ("options", True)):
            rows = []
            for each in self._actions:
                if bool(each.option_strings) is wanted and each.help != SUPPRESS:
                    value = " " + each._shown() if each._takes_value() and wanted else ""
                    name = ", ".join([flag + value for flag in each.option_strings]) if wanted else each._shown()
                    rows.append((name, (each.help or "").replace("%(default)s", str(each.default))))
            if rows:
                width = min(max([len(name) for name, _ in rows]) + 4, 24)
                out.append("\n%s:\n" % title)
                for name, text in rows:
                    start = "  " + name
                    if not text:
                        out.append(start + "\n")
                    elif len(start) > width - 2:
                        out.append(start + "\n" + " " * width + text + "\n")
                    else:
                        out.append(start + " " * (width - len(start)) + text + "\n")
        if self.epilog:
            out.append("\n%s\n" % self.epilog)
        return "".join(out)

    def print_usage(self, file=None):
        print(self.format_usage(), end="", file=file or sys.stdout)

    def print_help(self, file=None):
        print(self.format_help(), end="", file=file or sys.stdout)

    def exit(self, status=0, message=None):
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.prog, message))

    def _converted(self, action, text):
        value = text
        if action.type is not None:
            try:
                value = action.type(text)
            except ArgumentTypeError as error:
                self.error("argument %s: %s" % (action._name(), error))
            except (TypeError, ValueError):
                self.error("argument %s: invalid %s value: %r" % (action._name(), getattr(action.type, "__name__", repr(action.type)), text))
        if action.choices is not None and value not in action.choices:
            shown = ", ".join([repr(each) for each in action.choices])
            self.error("argument %s: invalid choice: %r (choose from %s)" % (action._name(), value, shown))
        return value

    def _find(self, text):
        if not text.startswith("-") or text == "-":
            return None
        flag, equals, value = text.partition("=")
        matches = []
        for each in self._actions:
            if flag in each.option_strings:
                return each, flag, value if equals else None
            matches += [(each, long, value if equals else None) for long in each.option_strings if flag.startswith("--") and long.startswith(flag)]
        if len(matches) == 1:
            return matches[0]
        if len(matches) > 1:
            self.error("ambiguous option: %s could match %s" % (flag, ", ".join([each[1] for each in matches])))
        if not text.startswith("--") and len(text) > 2:
            for each in self._actions:
                if text[:2] in each.option_strings:
                    return each, text[:2], text[2:]
        return None

    def parse_args(self, args=None, namespace=None):
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: %s" % " ".join(rest))
        return found

    def parse_known_args(self, args=None, namespace=None):
        args = list(sys.argv[1:] if args is None else args)
        found = Namespace() if namespace is None else namespace
        for each in self._actions:
            if each.default != SUPPRESS and each.dest != SUPPRESS and not hasattr(found, each.dest):
                setattr(found, each.dest, each.default)
        for name, value in self._defaults.items():
            if getattr(found, name, None) is None:
                setattr(found, name, value)
        seen, loose, unknown = [], [], []
        i = 0
        only_loose = False
        positionals = [each for each in self._actions if not each.option_strings]
        while i < len(args):
            text = args[i]
            i += 1
            if text == "--" and not only_loose:
                only_loose = True
                continue
            match = None if only_loose else self._find(text)
            if match is None:
                is_number = text[:1] == "-" and text[1:].replace(".", "").isdigit()
                if text.startswith("-") and text != "-" and not only_loose and not is_number:
                    unknown.append(text)
                    continue
                if self._subparsers and len(loose) >= len(positionals):
                    choices = self._subparsers.choices
                    if text not in choices:
                        name = self._subparsers.dest or "{%s}" % ",".join(choices)
                        self.error("argument %s: invalid choice: %r (choose from %s)" % (name, text, ", ".join([repr(each) for each in choices])))
                    if self._subparsers.dest:
                        setattr(found, self._subparsers.dest, text)
                    _, rest = choices[text].parse_known_args(args[i:], found)
                    unknown += rest
                    self._chosen = True
                    i = len(args)
                    seen.append(self._subparsers)
                    break
                loose.append(text)
                continue
            action, flag, value = match
            seen.append(action)
            for group in self._groups:
                if group._exclusive and action in group._actions:
                    for other in group._actions:
                        if other is not action and other in seen:
                            self.error("argument %s: not allowed with argument %s" % (action._name(), other._name()))
            if action.action == "help":
                self.print_help()
                self.exit()
            elif action.action == "version":
                print((action.version or "").replace("%(prog)s", self.prog))
                self.exit()
            if value and action.action in ("store_true", "store_false", "store_const", "count", "append_const"):
                args.insert(i, "-" + value)  # several flags in one word
            if action.action in ("help", "version"):
                pass
            elif action.action in ("store_true", "store_false", "store_const"):
                setattr(found, action.dest, action.const)
            elif action.action == "count":
                setattr(found, action.dest, (getattr(found, action.dest) or 0) + 1)
            elif action.action == "append_const":
                setattr(found, action.dest, list(getattr(found, action.dest) or []) + [action.const])
            else:
                values = [] if value is None else [value]
                most = {None: 1, "?": 1}.get(action.nargs, action.nargs if isinstance(action.nargs, int) else len(args))
                while value is None and i < len(args) and len(values) < most and (
                    not args[i].startswith("-") or args[i][1:].replace(".", "").isdigit()
                ):
                    values.append(args[i])
                    i += 1
                if action.nargs in (None, "+") and not values:
                    self.error("argument %s: expected %s" % (action._name(), "one argument" if action.nargs is None else "at least one argument"))
                if isinstance(action.nargs, int) and len(values) != action.nargs:
                    self.error("argument %s: expected %d argument%s" % (action._name(), action.nargs, "" if action.nargs == 1 else "s"))
                values = [self._converted(action, each) for each in values]
                if action.nargs is None:
                    values = values[0]
                elif action.nargs == "?":
                    values = values[0] if values else action.const
                if action.action == "append":
                    values = list(getattr(found, action.dest) or []) + [values]
                elif action.action == "extend":
                    values = list(getattr(found, action.dest) or []) + values
                setattr(found, action.dest, values)
        self._place(positionals, loose, found, unknown)
        missing = [each._name() for each in self._actions if each.option_strings and each.required and each not in seen]
        missing = self._lacking + missing
        if self._subparsers and self._subparsers.required and self._subparsers not in seen:
            missing.append(self._subparsers.dest or "{%s}" % ",".join(self._subparsers.choices))
        if missing:
            self.error("the following arguments are required: %s" % ", ".join(missing))
        if self._subparsers and self._subparsers.dest and not hasattr(found, self._subparsers.dest):
            setattr(found, self._subparsers.dest, None)
        for group in self._groups:
            if group.required and not [each for each in group._actions if each in seen]:
                self.error("one of the arguments %s is required" % " ".join([each._name() for each in group._actions]))
        for each in self._actions:
            if isinstance(getattr(found, each.dest, None), str) and each.type is not None and each not in seen and getattr(found, each.dest) is each.default:
                setattr(found, each.dest, self._converted(each, each.default))
        return found, unknown

    def _place(self, positionals, loose, found, unknown):
        self._lacking = []
        for index, each in enumerate(positionals):
            later = 0
            for other in positionals[index + 1 :]:
                later += {None: 1, "+": 1}.get(other.nargs, other.nargs if isinstance(other.nargs, int) else 0)
            room = max(len(loose) - later, 0)
            if each.nargs is None:
                if not loose:
                    self._lacking.append(each._name())
                    continue
                setattr(found, each.dest, self._converted(each, loose.pop(0)))
                continue
            take = min({"?": 1}.get(each.nargs, each.nargs if isinstance(each.nargs, int) else room), room)
            if take == 0 and each.nargs == "+" or isinstance(each.nargs, int) and take < each.nargs:
                self._lacking.append(each._name())
                continue
            values = [self._converted(each, loose.pop(0)) for _ in range(take)]
            if each.nargs == "?":
                if values:
                    setattr(found, each.dest, values[0])
            elif values or each.default is None:
                setattr(found, each.dest, values)
        unknown += loose


class FileType:
    def __init__(self, mode="r", *args):
        self._mode = mode

    def __call__(self, string):
        return open(string, self._mode)


class BooleanOptionalAction:
    pass
