"""Why a module is not here, and what to use instead."""

_ASK = "ask the page instead: it may offer functions for it (from host import …)"
_THREADS = "code here runs in one thread; use asyncio to do several things at a time"
_PROCESSES = "there are no processes here: code runs in the browser, under glass"
_WINDOWS = "there are no windows here; use turtle, display() or matplotlib.pyplot to show pictures"
_NUMBERS = "it is compiled for CPython; use lists, math, statistics and fractions instead"
_FILES = "there is no such file system here; use open(), os and pathlib with the session's own files"
_BYTES = "it looks inside CPython, which this is not"
_NETWORK = "code here has no network; " + _ASK

_WHY = {
    _NETWORK: (
        "aiohttp ftplib http httpx imaplib poplib requests select selectors smtplib socket socketserver ssl "
        "telnetlib urllib.request urllib.error urllib3 urllib2 webbrowser websockets wsgiref xmlrpc "
        "flask django fastapi bs4 boto3 selenium paramiko"
    ),
    _THREADS: "threading _thread concurrent concurrent.futures sched",
    _PROCESSES: "multiprocessing subprocess signal pty resource fcntl termios tty pwd grp syslog psutil",
    _WINDOWS: "tkinter Tkinter curses pygame pyglet PyQt5 PyQt6 PySide6 wx kivy PIL cv2 plotly seaborn bokeh",
    _NUMBERS: (
        "numpy pandas scipy sympy sklearn tensorflow torch keras jax numba polars networkx statsmodels "
        "mpmath gmpy2"
    ),
    _FILES: "tempfile shutil glob mmap zipfile tarfile gzip bz2 lzma fileinput dbm shelve",
    _BYTES: "ctypes cffi dis symtable tokenize code codeop pdb faulthandler tracemalloc marshal pickle cython",
    "there is no database here; use lists, dicts and json in the session's own files": (
        "sqlite3 sqlalchemy psycopg2 pymysql pymongo redis"
    ),
    "there is no package installer here; ask whoever made this page": "pip setuptools pkg_resources ensurepip venv",
    "this is MicroPython in WebAssembly and can't see the page; " + _ASK: "js pyodide pyscript browser micropip",
    "use unittest instead": "pytest nose hypothesis",
    "use json or csv for it instead": "configparser tomllib yaml toml xml",
    "use datetime.timezone instead": "zoneinfo pytz dateutil",
    "use str.casefold() and the str.is… methods instead": "unicodedata",
    "use input() instead": "getpass cmd readline",
    "use argparse instead": "getopt optparse",
    "there is one language here, English": "locale gettext",
}


def explain(name):
    text = "No module named '%s'" % name
    top = name.split(".")[0]
    for why, names in _WHY.items():
        names = names.split()
        if name in names or top in names:
            return text + " (" + why + ")"
    return text
