"""CPython's time, over MicroPython's. The time zone is UTC."""

from utime import *
import utime as _time

from collections import namedtuple as _namedtuple

timezone = altzone = daylight = 0
tzname = ("UTC", "UTC")
_Fields = _namedtuple("struct_time", "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class struct_time(_Fields):
    def __init__(self, fields):
        super().__init__(*tuple(fields)[:9])

    tm_zone = "UTC"
    tm_gmtoff = 0

    def __repr__(self):
        return "time.struct_time(%s)" % ", ".join(["%s=%r" % pair for pair in zip(_Fields._fields, self)])


def gmtime(secs=None):
    fields = _time.gmtime(int(_time.time() if secs is None else secs // 1))
    return struct_time(tuple(fields)[:8] + (0,))


localtime = gmtime


def mktime(t):
    return float(_time.mktime(tuple(t)[:8]))


_begun_ns = _time.time_ns()


def perf_counter_ns():
    return _time.time_ns() - _begun_ns


def perf_counter():
    return perf_counter_ns() / 1e9


monotonic_ns = process_time_ns = thread_time_ns = perf_counter_ns
monotonic = process_time = thread_time = perf_counter


def asctime(t=None):
    t = gmtime() if t is None else t
    return "%s %s %2d %02d:%02d:%02d %d" % (_DAYS[t[6]], _MONTHS[t[1] - 1], t[2], t[3], t[4], t[5], t[0])


def ctime(secs=None):
    return asctime(gmtime(secs))


def strftime(format, t=None):
    import _strftime

    return _strftime.strftime(format, gmtime() if t is None else t)


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    import _strptime

    return _strptime._strptime_time(string, format)
