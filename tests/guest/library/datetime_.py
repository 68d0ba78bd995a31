import calendar
import time
from datetime import MAXYEAR, date, datetime, time as clock, timedelta, timezone

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar()[:], d.toordinal(), d.replace(year=2023, day=1), d + timedelta(days=1), d - date(2024, 1, 1))
t = datetime(2024, 5, 6, 7, 8, 9, 123456)
print(t, repr(t), t.isoformat(), t.date(), t.time(), t.strftime("%Y-%m-%d %H:%M:%S %A %B %j %p %I %y %a %b %%"), t.timetuple()[:6])
print(datetime.strptime("2023-12-25 10:30", "%Y-%m-%d %H:%M"), datetime.strptime("Mar 5, 2021", "%b %d, %Y"), datetime.strptime("05/06/24 11:59 PM", "%m/%d/%y %I:%M %p"))
print(datetime.fromisoformat("2024-01-02T03:04:05"), date.fromisoformat("2024-01-02"), t.replace(microsecond=0), t > datetime(2024, 1, 1), (t - datetime(2024, 1, 1)).days)
delta = timedelta(days=1, hours=25, minutes=3)
print(delta, repr(delta), delta.total_seconds(), delta * 2, -timedelta(1), delta // timedelta(hours=1), timedelta(seconds=90), timedelta(weeks=1) > delta, abs(timedelta(-1)), divmod(delta, timedelta(hours=1)))
print(datetime(2024, 1, 1, tzinfo=timezone.utc), datetime(2024, 1, 1, 12, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=2))), timezone.utc, datetime.fromtimestamp(0, timezone.utc), datetime(1970, 1, 2, tzinfo=timezone.utc).timestamp())
print(clock(1, 2, 3), clock(1, 2) < clock(2), f"{t:%d.%m.%Y}", f"{d:%B}", datetime.combine(d, clock(5)), MAXYEAR, date.min, date.max, t.ctime(), hash(d) == hash(date(2024, 2, 29)), {d: 1}[date(2024, 2, 29)])
for bad in (lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 5", "%Y")):
    try:
        bad()
    except ValueError as error:
        print(error)
try:
    d - 5
except TypeError as error:
    print("TypeError")
print(calendar.isleap(2024), calendar.monthrange(2024, 2)[1], calendar.weekday(2024, 5, 6), calendar.leapdays(2000, 2020), calendar.timegm((2024, 1, 1, 0, 0, 0)), calendar.month_name[3], list(calendar.day_name)[0])
print(calendar.month(2024, 2))
print(calendar.monthcalendar(2024, 2), calendar.TextCalendar(6).formatmonth(2023, 1))
print(time.strftime("%Y-%m-%d", time.gmtime(86400)), time.gmtime(0)[:6], time.gmtime(1.9).tm_sec, time.gmtime(0).tm_year, time.perf_counter() >= 0, time.strptime("2024-05-06", "%Y-%m-%d")[:3], time.time() > 0)
