"""What time.strftime() and datetime.strftime() do, in English."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _iso(year, yday, wday):
    week = (yday - (wday + 1) + 10) // 7
    if week < 1:
        last = year - 1
        days = 366 if last % 4 == 0 and (last % 100 or last % 400 == 0) else 365
        return _iso(last, yday + days, wday)
    if week == 53:
        days = 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365
        if yday - wday + 3 > days:
            return year + 1, 1
    return year, week


def strftime(format, t):
    year, month, day, hour, minute, second, wday, yday = tuple(t)[:8]
    out = []
    i = 0
    n = len(format)
    while i < n:
        c = format[i]
        i += 1
        if c != "%" or i >= n:
            out.append(c)
            continue
        c = format[i]
        i += 1
        no_zero = c == "-" and i < n
        if no_zero:
            c = format[i]
            i += 1
        text = None
        if c == "Y":
            text = "%04d" % year if year < 1000 else str(year)
        elif c == "m":
            text = "%02d" % month
        elif c == "d":
            text = "%02d" % day
        elif c == "H":
            text = "%02d" % hour
        elif c == "I":
            text = "%02d" % (hour % 12 or 12)
        elif c == "M":
            text = "%02d" % minute
        elif c == "S":
            text = "%02d" % second
        elif c == "y":
            text = "%02d" % (year % 100)
        elif c == "j":
            text = "%03d" % yday
        elif c == "A":
            text = _DAYS[wday]
        elif c == "a":
            text = _DAYS[wday][:3]
        elif c == "B":
            text = _MONTHS[month - 1]
        elif c in "bh":
            text = _MONTHS[month - 1][:3]
        elif c == "p":
            text = "AM" if hour < 12 else "PM"
        elif c == "e":
            text = "%2d" % day
        elif c == "C":
            text = "%02d" % (year // 100)
        elif c == "w":
            text = str((wday + 1) % 7)
        elif c == "u":
            text = str(wday + 1)
        elif c == "U":
            text = "%02d" % ((yday + 6 - (wday + 1) % 7) // 7)
        elif c == "W":
            text = "%02d" % ((yday + 6 - wday) // 7)
        elif c == "V":
            text = "%02d" % _iso(year, yday, wday)[1]
        elif c == "G":
            text = str(_iso(year, yday, wday)[0])
        elif c == "n":
            text = "\n"
        elif c == "t":
            text = "\t"
        elif c == "%":
            text = "%"
        elif c in "zZ":
            text = ""
        elif c == "s":
            import utime

            text = str(utime.mktime((year, month, day, hour, minute, second, 0, 0)))
        elif c in "cxXDTRFr":
            text = strftime(
                {
                    "c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "D": "%m/%d/%y", "X": "%H:%M:%S", "T": "%H:%M:%S",
                    "R": "%H:%M", "F": "%Y-%m-%d", "r": "%I:%M:%S %p",
                }[c],
                t,
            )  # fmt: skip
        else:
            text = "%" + c
        if no_zero:
            while len(text) > 1 and text[0] in "0 ":
                text = text[1:]
        out.append(text)
    return "".join(out)
