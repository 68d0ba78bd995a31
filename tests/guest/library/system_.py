"""What is about a program as a whole: atexit, os.path, and ast.literal_eval()."""

import ast
import atexit
import os
import sys

print(os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.commonpath(["a/b", "a"]), os.path.commonpath(["/a", "/b"]))
for paths in ([], ["/a", "b"]):
    try:
        os.path.commonpath(paths)
    except ValueError as error:
        print(error)
print(os.path.splitdrive("a/b"), os.path.splitroot("/a/b"), os.path.splitroot("a"), os.path.normcase("A/b"))
print(os.path.ismount("/"), os.path.pathsep, os.path.extsep, os.path.altsep, os.path.devnull)

le = ast.literal_eval
for s in ["1","-5","1.5e3","'a'","\"a'b\"","[1, 2, 3]","(1,)","()","(1)","{'a': [1, {'b': None}]}","{1,2}","True","1+2j","-1-2j","b'x'","'a' 'b'","1, 2","{}","[]","set()","  7","0x1f","1_000","[1,\n 2]","{'x': (1, -2.5)}", "r'\\d'", "'''a\nb'''", "...", ".5", "1."]:
    try: print(repr(le(s)))
    except Exception as e: print(s, type(e).__name__)
for s in ["a","1+1","print(1)","[1,","__import__('os')","","{1:2,3}","f'x'","[x for x in y]","1 if 2 else 3", "None()", "Truex"]:
    try: print(s, repr(le(s)))
    except Exception as e: print(s, type(e).__name__)


@atexit.register
def last():
    print("last")


atexit.register(print, "first", "of", sep="-")
sys.exit(0)
