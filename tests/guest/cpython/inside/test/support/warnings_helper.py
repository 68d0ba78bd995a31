import contextlib
import warnings


class _Recorder:
    def __init__(self, warnings):
        self.warnings = warnings

    def __getattr__(self, name):
        return getattr(self.warnings[-1], name)


@contextlib.contextmanager
def check_warnings(*filters, quiet=True):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        yield _Recorder(found)


def ignore_warnings(*, category):
    def decorate(test):
        def quiet(self, *args, **kwargs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category)
                return test(self, *args, **kwargs)

        return quiet

    return decorate
