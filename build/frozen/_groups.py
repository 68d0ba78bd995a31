# ExceptionGroup and BaseExceptionGroup, built-in names that are defined when somebody asks for them
# (build/port/modules.c).


def _fits(condition):
    """What to ask of each exception."""
    if isinstance(condition, type):
        is_fine = issubclass(condition, BaseException)
    elif isinstance(condition, tuple):
        is_fine = all(isinstance(each, type) and issubclass(each, BaseException) for each in condition)
    elif callable(condition):
        return condition
    else:
        is_fine = False
    if not is_fine:
        raise TypeError(
            "expected an exception type, a tuple of exception types, or a callable (other than a class)"
        )
    return lambda error: isinstance(error, condition)


class BaseExceptionGroup(BaseException):
    __module__ = "builtins"

    def __new__(cls, *args, **kwargs):
        if len(args) != 2:
            raise TypeError(
                "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)" % len(args)
            )
        message, exceptions = args
        if not isinstance(message, str):
            raise TypeError(
                "BaseExceptionGroup.__new__() argument 1 must be str, not %s" % type(message).__name__
            )
        if not hasattr(exceptions, "__getitem__") and not isinstance(exceptions, (list, tuple)):
            raise TypeError("second argument (exceptions) must be a sequence")
        held = tuple(exceptions)
        if not held:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        only_exceptions = True
        for index, each in enumerate(held):
            if not isinstance(each, BaseException):
                raise ValueError(
                    "Item %d of second argument (exceptions) is not an exception" % index
                )
            only_exceptions = only_exceptions and isinstance(each, Exception)
        if cls is BaseExceptionGroup:
            if only_exceptions:
                cls = ExceptionGroup
        elif not only_exceptions:
            if cls is ExceptionGroup:
                raise TypeError("Cannot nest BaseExceptions in an ExceptionGroup")
            if issubclass(cls, Exception):
                raise TypeError("Cannot nest BaseExceptions in '%s'" % cls.__name__)
        self = super().__new__(cls, message, exceptions)
        self._message = message
        self._exceptions = held
        return self

    @property
    def message(self):
        return self._message

    @property
    def exceptions(self):
        return self._exceptions

    @classmethod
    def __class_getitem__(cls, item):
        return cls

    def __str__(self):
        count = len(self._exceptions)
        return "%s (%d sub-exception%s)" % (self._message, count, "" if count == 1 else "s")

    def derive(self, excs):
        return BaseExceptionGroup(self._message, excs)

    def _part(self, exceptions):
        """One of the same that has only these."""
        if not exceptions:
            return None
        part = self.derive(exceptions)
        if not isinstance(part, BaseExceptionGroup):
            raise TypeError("derive must return an instance of BaseExceptionGroup")
        part.__traceback__ = self.__traceback__
        part.__context__ = self.__context__
        if self.__cause__ is not None:
            part.__cause__ = self.__cause__
        part.__suppress_context__ = self.__suppress_context__
        if hasattr(self, "__notes__"):
            part.__notes__ = list(self.__notes__)
        return part

    def _split(self, fits):
        if fits(self):
            return self, None
        found, others = [], []
        for each in self._exceptions:
            if isinstance(each, BaseExceptionGroup):
                some, rest = each._split(fits)
                if some is not None:
                    found.append(some)
                if rest is not None:
                    others.append(rest)
            else:
                (found if fits(each) else others).append(each)
        return self._part(found), self._part(others)

    def split(self, matcher_value):
        return self._split(_fits(matcher_value))

    def subgroup(self, matcher_value):
        return self._split(_fits(matcher_value))[0]


class ExceptionGroup(BaseExceptionGroup, Exception):
    __module__ = "builtins"
