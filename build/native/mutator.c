// Changes programs as Python, not as bytes: tokens, lines and blocks are swapped, doubled, nested and
// taken from other programs; numbers become those at which something overflows; names become others
// that the guest knows; and classes appear whose methods do harm to what is being worked on.

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "py/qstr.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

#define MOST_BYTES (65536)
#define MOST_TOKENS (8192)
#define MOST_LINES (4096)

/******************************************************************************/
// Chance

static uint32_t chance_state;

static uint32_t chance(void) {
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 17;
    chance_state ^= chance_state << 5;
    return chance_state;
}

static uint32_t below(uint32_t n) {
    return n == 0 ? 0 : chance() % n;
}

#define PICK(list) ((list)[below(sizeof(list) / sizeof((list)[0]))])

/******************************************************************************/
// Text that is being made

typedef struct {
    char bytes[MOST_BYTES];
    size_t len;
    size_t most;
} text_t;

static text_t program, piece;

// False: it does not fit, and all is as before.
static bool replace(size_t at, size_t removed, const char *with, size_t len) {
    if (at > program.len || removed > program.len - at || program.len - removed + len > program.most) {
        return false;
    }
    memmove(program.bytes + at + len, program.bytes + at + removed, program.len - at - removed);
    memcpy(program.bytes + at, with, len);
    program.len += len - removed;
    return true;
}

static void put(const char *text, size_t len) {
    if (len <= piece.most - piece.len) {
        memcpy(piece.bytes + piece.len, text, len);
        piece.len += len;
    }
}

static void puts_(const char *text) {
    put(text, strlen(text));
}

/******************************************************************************/
// Tokens and lines

typedef enum { NAME, NUMBER, STRING, OPERATOR } kind_t;

typedef struct {
    uint32_t at;
    uint32_t len;
    kind_t kind;
} token_t;

static token_t tokens[MOST_TOKENS];
static size_t n_tokens;

static bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t string_end(const char *text, size_t at, size_t len) {
    char quote = text[at];
    size_t quotes = at + 2 < len && text[at + 1] == quote && text[at + 2] == quote ? 3 : 1;
    for (size_t i = at + quotes; i < len; i++) {
        if (text[i] == '\\') {
            i++;
        } else if (text[i] == '\n' && quotes == 1) {
            return i;
        } else if (text[i] == quote && (quotes == 1 || (i + 2 < len && text[i + 1] == quote && text[i + 2] == quote))) {
            return i + quotes;
        }
    }
    return len;
}

static size_t token_end(const char *text, size_t at, size_t len, kind_t *kind) {
    static const char *const long_operators[] = {
        "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=",
        "&=", "|=", "^=", "@=", "->", ":=",
    };
    size_t end = at;
    if (starts_name(text[at])) {
        while (end < len && (starts_name(text[end]) || is_digit(text[end]))) {
            end++;
        }
        *kind = NAME;
        if (end < len && end - at <= 2 && (text[end] == '\'' || text[end] == '"')) { // b'', rb""
            *kind = STRING;
            end = string_end(text, end, len);
        }
    } else if (is_digit(text[at])) {
        while (end < len && (starts_name(text[end]) || is_digit(text[end]) || text[end] == '.')) {
            end++;
        }
        *kind = NUMBER;
    } else if (text[at] == '\'' || text[at] == '"') {
        end = string_end(text, at, len);
        *kind = STRING;
    } else {
        end = at + 1;
        *kind = OPERATOR;
        for (size_t i = 0; i < sizeof(long_operators) / sizeof(long_operators[0]); i++) {
            size_t n = strlen(long_operators[i]);
            if (n <= len - at && memcmp(text + at, long_operators[i], n) == 0) {
                end = at + n;
                break;
            }
        }
    }
    return end;
}

static size_t split_tokens(const char *text, size_t len, token_t *to, size_t most) {
    size_t n = 0;
    for (size_t at = 0; at < len && n < most;) {
        if (text[at] == '#') {
            while (at < len && text[at] != '\n') {
                at++;
            }
        } else if (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r') {
            at++;
        } else {
            kind_t kind;
            size_t end = token_end(text, at, len, &kind);
            to[n++] = (token_t) { at, end - at, kind };
            at = end;
        }
    }
    return n;
}

static token_t *any_token(int kind) {
    size_t n = 0;
    for (size_t i = 0; i < n_tokens; i++) {
        n += kind < 0 || tokens[i].kind == (kind_t)kind;
    }
    size_t which = below(n);
    for (size_t i = 0; i < n_tokens; i++) {
        if ((kind < 0 || tokens[i].kind == (kind_t)kind) && which-- == 0) {
            return &tokens[i];
        }
    }
    return NULL;
}

typedef struct {
    uint32_t at[MOST_LINES + 1]; // and the end of the last one
    size_t n;
} lines_t;

static lines_t lines, other_lines;

static void split_lines(const char *text, size_t len, lines_t *to) {
    to->n = 0;
    for (size_t at = 0; at < len && to->n < MOST_LINES;) {
        to->at[to->n++] = at;
        const char *end = memchr(text + at, '\n', len - at);
        at = end == NULL ? len : (size_t)(end - text) + 1;
    }
    to->at[to->n] = len;
}

static size_t indent_of(const char *text, size_t at, size_t len) {
    size_t n = 0;
    while (at + n < len && text[at + n] == ' ') {
        n++;
    }
    return n;
}

/******************************************************************************/
// What the guest knows

static const char *const numbers[] = {
    "0", "1", "-1", "2", "3", "7", "8", "15", "16", "17", "31", "32", "33", "63", "64", "100", "127", "128", "255", "256",
    "257", "1000", "4095", "4096", "65535", "65536", "-128", "-129", "-32769", "2**20", "2**24", "2**27", "2**28",
    "2**28+1", "2**29-1", "2**29", "2**29+1", "2**30-1", "2**30", "2**30+1", "-2**30", "-2**30-1", "2**31-1", "2**31",
    "2**31+1", "-2**31", "-2**31-1", "2**32-1", "2**32", "2**32+1", "-2**32", "2**61", "2**62", "2**63-1", "2**63", "-2**63",
    "2**64", "2**64-1", "10**20", "-10**20", "10**9", "1<<70", "0x7fffffff", "0x80000000", "0xffffffff", "0xfffffff0",
    "1e308", "-1e308", "1e-320", "0.5", "-0.0", "1e10", "2.5", "float('inf')", "float('-inf')", "float('nan')", "1j", "True",
    "None", "0x110000", "0xd800", "0x10ffff", "1114111", "3.0",
};

static const char *const strings[] = {
    "''", "b''", "'a'", "b'a'", "'abc'", "b'abc'", "'\\u20ac'", "'\\U0001f600x'", "b'\\xff\\x80'", "'\\0'", "'%s %d %r'", "'%*d'",
    "'%(a)s'", "'{}{}'", "'{0:>10}'", "'{:{}}'", "'{!r:^9}'", "'{a.b[0]}'", "'%.200f'", "'{:.500}'", "'{:,}'", "'{:#x}'",
    "'<IhbQ'", "'>d'", "'@100s'", "'4294967295s'", "'2147483647I'", "'BBxP'", "'(a*)*b'", "'[^a-z]+|x?'", "'(a|b)*?c{2,}'",
    "'\\\\d+$'", "'((((a))))'", "'*'", "'a' * 300", "b'ab' * 1000", "'x' * 2**20", "'1' * 500", "'-1_0'", "'0x1f'", "'1e400'",
    "'nan'", "'utf-8'", "'ignore'", "'r+'", "'wb'", "'/a/../b'", "'.'", "'[1, {\"a\": null}]'", "'[' * 200", "'\\n'", "','",
    "'x = 1\\nx'", "'def f(): yield'", "'lambda *a, b=1, **k: a'", "'\\ud800'",
};

static const char *const types[] = {
    "list", "tuple", "dict", "set", "frozenset", "bytes", "bytearray", "str", "int", "float", "complex", "bool", "range",
    "memoryview", "slice", "object", "type", "enumerate", "zip", "map", "filter", "reversed", "iter", "sorted", "super",
    "property", "classmethod", "staticmethod", "len", "repr", "hash", "id", "abs", "sum", "min", "max", "any", "all", "next",
    "print", "dir", "callable", "isinstance", "getattr", "setattr", "hasattr", "delattr", "eval", "exec", "compile", "ord",
    "chr", "hex", "bin", "round", "divmod", "pow", "open", "input", "display", "globals", "locals", "Exception", "OSError",
    "StopIteration", "BaseException", "KeyError", "UnicodeError", "help",
};

static const char *const modules[] = {
    "array", "asyncio", "binascii", "cmath", "collections", "csv", "deflate", "errno", "gc", "hashlib", "heapq", "host", "io",
    "json", "math", "micropython", "operator", "os", "os.path", "platform", "random", "re", "select", "struct", "sys", "time",
    "turtle", "matplotlib.pyplot", "_cloche", "_display", "builtins", "uctypes", "__main__",
};

static const char *const dunders[] = {
    "init", "new", "del", "repr", "str", "bytes", "format", "lt", "le", "eq", "ne", "gt", "ge", "hash", "bool", "getattr",
    "getattribute", "setattr", "delattr", "get", "set", "delete", "call", "len", "length_hint", "getitem", "setitem", "delitem",
    "iter", "next", "reversed", "contains", "add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift",
    "and", "xor", "or", "radd", "rsub", "rmul", "rmod", "iadd", "isub", "imul", "ior", "neg", "pos", "abs", "invert", "int",
    "float", "complex", "index", "round", "enter", "exit", "await", "aiter", "anext", "aenter", "aexit", "class", "dict", "name",
};

static const char *const operators[] = {
    "+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "<", ">", "<=", ">=", "==", "!=", " in ", " not in ",
    " is ", " and ", " or ", "=", "+=", "-=", "*=", "//=", "%=", "**=", "<<=", "|=", ":=", ",", ":", "::", ".", "[0]", "()",
    "(", ")", "[", "]", "{", "}", " if ", " else ", "~", " not ", " for ", " await ", "*", "**", " lambda: ",
};

// All names that are built into the guest.
#define MOST_KNOWN (4096)
static const char *known[MOST_KNOWN];
static size_t n_known;

static void find_known(void) {
    extern const qstr_pool_t mp_qstr_frozen_const_pool;
    for (const qstr_pool_t *pool = &mp_qstr_frozen_const_pool; pool != NULL; pool = pool->prev) {
        for (size_t i = 0; i < pool->len && n_known < MOST_KNOWN; i++) {
            const char *name = pool->qstrs[i];
            size_t n = 0;
            while (starts_name(name[n]) || (n > 0 && is_digit(name[n]))) {
                n++;
            }
            if (n > 1 && n < 24 && name[n] == '\0') {
                known[n_known++] = name;
            }
        }
    }
}

/******************************************************************************/
// Templates: $n a name of the program, $m a name the guest knows, $i a number, $s a string, $t a
// built-in, $M a module (the same one all through), $d a special method, $e an expression

static const char *const expressions[] = {
    "$n", "$n", "$n", "$i", "$i", "$s", "$s", "$t", "[]", "()", "{}", "set()", "[$e]", "[$e, $e]", "($e, $e)", "{$e: $e}", "{$e, $e}",
    "$t($e)", "$t($e, $e)", "$t()", "$n.$m", "$n.$m($e)", "$n.$m($e, $e)", "$n.$m()", "$n[$e]", "$n[$i:$i]", "$n[$i:$i:$i]",
    "$n[::-1]", "$e * $i", "$e + $e", "$e % $e", "$e ** $i", "$e << $i", "-$e", "$e in $e", "$e == $e", "$e < $e", "range($i)",
    "range($i, $i, $i)", "bytearray($i)", "bytes($i)", "memoryview($e)", "iter($e)", "lambda *a: $e", "(x for x in $e)",
    "[x for x in $e]", "{x: $e for x in $e}", "slice($e, $e, $e)", "f'{$n!r:>{$n}}'", "$s % $e", "$s.format($e, $e)",
    "$s.join($e)", "int($e, $i)", "$e if $e else $e", "(yield $e)", "print($e)", "type($s, ($t,), {$s: $e})", "object()",
    "__import__('$M').$m", "__import__('$M').$m($e)", "__import__('$M').$m($e, $e)", "array.array('i', $e)", "deque($e, $i)",
};

static const char *const statements[] = {
    "$n = $e", "$n = $e", "$n.$m()", "$n.$m($e)", "$n.$m($e, $e)", "$n.$m = $e", "$n[$e] = $e", "$n[$i:$i] = $e",
    "$n[$i:$i:$i] = $e", "del $n[$e]", "del $n[$i:$i]", "del $n.$m", "$n += $e", "$n *= $i", "$n = $n + $n", "$n, *$n = $e",
    "print($e)", "repr($e)", "$n = sorted($e, key=lambda a: $e)", "$n.sort(key=lambda a: $n.$m($e))", "raise $e", "assert $e",
    "for $n in $e:\n $n.$m($e)", "try:\n $n = $e\nexcept Exception as e:\n print(e)", "while $e:\n $n = $e\n break",
    "with open($s, 'w+') as $n:\n $n.write($e)\n $n.seek($i)\n print($n.read($i))", "def g(*a, **k):\n yield $e\n$n = g()",
    "def f($n=$e):\n return $e\n$n = f($e)", "class C:\n def __$d__(self, *a):\n  $n.$m($e)\n  return $e\n$n = C()",
    "class C:\n def __$d__(self, *a):\n  $n.clear()\n  return $e\n def __$d__(self, *a):\n  return $e\n$n = C()",
    "class C:\n def __eq__(self, o):\n  $n.clear()\n  return $e\n def __hash__(self):\n  return 1\n$n = C()",
    "class C:\n def __lt__(self, o):\n  $n.append($e)\n  return True\n$n = [C(), C(), C()]",
    "class C($t):\n def __$d__(self, *a):\n  return super().__$d__(*a)\n$n = C($e)", "class C($t, $t):\n $n = $e\n$n = C()",
    "import $M\n$n = $M.$m($e)", "import $M\nprint($M.$m($e, $e))", "import gc\ngc.collect()", "from $M import *", "global $n",
    "exec($s)", "$n = eval('$e')", "import struct\n$n = struct.pack($s, $e, $e)", "import struct\nstruct.unpack_from($s, $e, $i)",
    "import struct\nstruct.pack_into($s, $e, $i, $e)", "import re\n$n = re.sub($s, $e, $s)", "import re\nre.match($s, $s).group($i)",
    "import json\njson.loads($s)", "import json\njson.dumps($e)", "from collections import deque\n$n = deque($e, $i)",
    "import array\n$n = array.array('b', $e)", "import io\n$n = io.BytesIO($e)", "import io\n$n = io.StringIO($s)",
    "async def c():\n await $e\nimport asyncio\nasyncio.run(c())", "nonlocal $n", "@$e\ndef f(a, /, b=1, *, c=2): return $e",
    "lambda: (yield)", "match = $e", "$n = memoryview($e)[$i:$i]", "import deflate, io\n$n = deflate.DeflateIO(io.BytesIO($e))",
    "import heapq\nheapq.heappush($n, $e)", "display($e)", "input($e)", "from host import echo, later\n$n = echo($e, k=$e)",
    "import os\nos.$m($s)", "import random\nrandom.$m($e, $e)", "import time\ntime.$m($e)", "import sys\nsys.$m = $e",
    "#%%", "#= $e",
};

static const char *const headers[] = {
    "if 1:", "for i in range(3):", "for $n in $e:", "while $e:", "try:", "def f($n=$e):", "class C:", "class C($t):", "with $e as $n:",
    "async def f():", "def g():", "for i in range(40):", "else:", "finally:", "except Exception as $n:", "if $e:", "elif $e:",
};

#define DEEPEST (4)

static void expand(const char *template, size_t indent, const char *module, int depth) {
    for (const char *at = template; *at != '\0'; at++) {
        if (*at == '\n') {
            put("\n", 1);
            for (size_t i = 0; i < indent; i++) {
                put(" ", 1);
            }
            continue;
        }
        if (*at != '$' || at[1] == '\0') {
            put(at, 1);
            continue;
        }
        switch (*++at) {
            case 'n': {
                const token_t *name = below(12) == 0 ? NULL : any_token(NAME);
                name == NULL ? puts_("x") : put(program.bytes + name->at, name->len);
                break;
            }
            case 'm':
                puts_(known[below(n_known)]);
                break;
            case 'i':
                puts_(PICK(numbers));
                break;
            case 's':
                puts_(PICK(strings));
                break;
            case 't':
                puts_(PICK(types));
                break;
            case 'M':
                puts_(module);
                break;
            case 'd':
                puts_(PICK(dunders));
                break;
            case 'e':
                expand(depth >= DEEPEST ? "$n" : PICK(expressions), indent, module, depth + 1);
                break;
        }
    }
}

static void make_piece(const char *template, size_t indent) {
    piece.len = 0;
    piece.most = sizeof(piece.bytes);
    expand(template, indent, PICK(modules), 0);
}

/******************************************************************************/
// Changes

static bool put_over(const token_t *token) {
    return token != NULL && replace(token->at, token->len, piece.bytes, piece.len);
}

static bool change_number(void) {
    make_piece("$i", 0);
    return put_over(any_token(NUMBER));
}

static bool change_string(void) {
    make_piece(below(4) ? "$s" : "$e", 0);
    return put_over(any_token(STRING));
}

static bool change_operator(void) {
    piece.len = 0;
    puts_(PICK(operators));
    return put_over(any_token(OPERATOR));
}

static bool change_name(void) {
    static const char *const ways[] = { "$n", "$n", "$n", "$m", "$m", "$t", "$i", "$e", "$e" };
    make_piece(PICK(ways), 0);
    return put_over(any_token(NAME));
}

static bool put_around(void) {
    static const char *const before[] = { "$t(", "$n.$m(", "-", "~", "not ", "*", "(", "[", "$e, ", "$e + ", "await " };
    static const char *const after[] = { ")", ".$m", ".$m()", ".$m($e)", "[$e]", "[$i:$i]", " * $i", "($e)", ", $e", " % $e", "]" };
    const token_t *token = any_token(-1);
    if (token == NULL) {
        return false;
    }
    size_t end = token->at + token->len;
    if (below(2)) {
        make_piece(PICK(after), 0);
        return replace(end, 0, piece.bytes, piece.len);
    }
    make_piece(PICK(before), 0);
    return replace(token->at, 0, piece.bytes, piece.len);
}

static bool remove_tokens(void) {
    if (n_tokens == 0) {
        return false;
    }
    size_t first = below(n_tokens), last = first + below(3);
    if (last >= n_tokens) {
        last = n_tokens - 1;
    }
    return replace(tokens[first].at, tokens[last].at + tokens[last].len - tokens[first].at, "", 0);
}

static bool copy_tokens(void) {
    if (n_tokens == 0) {
        return false;
    }
    size_t first = below(n_tokens), last = first + below(8);
    if (last >= n_tokens) {
        last = n_tokens - 1;
    }
    piece.len = 0;
    piece.most = sizeof(piece.bytes);
    put(program.bytes + tokens[first].at, tokens[last].at + tokens[last].len - tokens[first].at);
    const token_t *to = &tokens[below(n_tokens)];
    return below(2) ? put_over(to) : replace(to->at, 0, piece.bytes, piece.len);
}

// Lines [first, last) of a text, with another indent, to `piece`.
static void copy_lines(const char *text, const lines_t *of, size_t first, size_t last, size_t indent) {
    size_t own = indent_of(text, of->at[first], of->at[first + 1]);
    for (size_t i = first; i < last; i++) {
        size_t at = of->at[i], end = of->at[i + 1];
        size_t deep = indent_of(text, at, end);
        for (size_t n = 0; n < indent + (deep > own ? deep - own : 0); n++) {
            put(" ", 1);
        }
        put(text + at + deep, end - at - deep);
        if (end == at || text[end - 1] != '\n') {
            put("\n", 1);
        }
    }
}

static void some_lines(const lines_t *of, size_t *first, size_t *last, size_t most) {
    *first = below(of->n);
    *last = *first + 1 + below(most);
    if (*last > of->n) {
        *last = of->n;
    }
}

// Where a line can be put in, and how deep it has to be there.
static size_t any_place(size_t *indent) {
    size_t line = below(lines.n + 1);
    size_t at = lines.at[line];
    *indent = line < lines.n ? indent_of(program.bytes, at, lines.at[line + 1]) : 0;
    return at;
}

static bool insert_piece(size_t at) {
    if (at > 0 && program.bytes[at - 1] != '\n' && replace(at, 0, "\n", 1)) {
        at++;
    }
    return replace(at, 0, piece.bytes, piece.len);
}

static bool add_statement(void) {
    size_t indent;
    size_t at = any_place(&indent);
    const char *template = PICK(statements);
    piece.len = 0;
    piece.most = sizeof(piece.bytes);
    for (size_t i = 0; i < indent && template[0] != '#'; i++) {
        put(" ", 1);
    }
    expand(template, indent, PICK(modules), 0);
    put("\n", 1);
    return insert_piece(at);
}

static bool copy_some_lines(void) {
    if (lines.n == 0) {
        return false;
    }
    size_t first, last, indent;
    some_lines(&lines, &first, &last, 6);
    size_t at = any_place(&indent);
    piece.len = 0;
    piece.most = sizeof(piece.bytes);
    copy_lines(program.bytes, &lines, first, last, indent);
    return insert_piece(at);
}

static bool remove_lines(void) {
    if (lines.n < 2) {
        return false;
    }
    size_t first, last;
    some_lines(&lines, &first, &last, below(4) ? 2 : 30);
    return replace(lines.at[first], lines.at[last] - lines.at[first], "", 0);
}

static bool nest_lines(void) {
    if (lines.n == 0) {
        return false;
    }
    size_t first, last;
    some_lines(&lines, &first, &last, 4);
    size_t indent = indent_of(program.bytes, lines.at[first], lines.at[first + 1]);
    const char *header = PICK(headers);
    piece.len = 0;
    piece.most = sizeof(piece.bytes);
    for (size_t i = 0; i < indent; i++) {
        put(" ", 1);
    }
    expand(header, indent, PICK(modules), 0);
    put("\n", 1);
    copy_lines(program.bytes, &lines, first, last, indent + 1);
    if (header[0] == 't') { // try:
        for (size_t i = 0; i < indent; i++) {
            put(" ", 1);
        }
        puts_(below(4) ? "except Exception as e: print(e)\n" : "finally: pass\n");
    }
    return replace(lines.at[first], lines.at[last] - lines.at[first], piece.bytes, piece.len);
}

static bool shift_line(void) {
    if (lines.n == 0) {
        return false;
    }
    size_t line = below(lines.n);
    size_t indent = indent_of(program.bytes, lines.at[line], lines.at[line + 1]);
    return indent > 0 && below(2) ? replace(lines.at[line], 1, "", 0) : replace(lines.at[line], 0, " ", 1);
}

static bool (*const changes[])(void) = {
    change_number, change_number, change_number, change_string, change_operator, change_name, change_name, change_name,
    put_around, put_around, remove_tokens, copy_tokens, copy_tokens, add_statement, add_statement, add_statement, add_statement,
    copy_some_lines, copy_some_lines, remove_lines, nest_lines, shift_line,
};

static void change_once(void) {
    n_tokens = split_tokens(program.bytes, program.len, tokens, MOST_TOKENS);
    split_lines(program.bytes, program.len, &lines);
    for (int tries = 0; tries < 8 && !PICK(changes)(); tries++) {
    }
}

static void begin(const uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    if (n_known == 0) {
        find_known();
    }
    chance_state = seed * 2654435761u + 1;
    chance();
    program.most = max_size < sizeof(program.bytes) ? max_size : sizeof(program.bytes);
    program.len = size < program.most ? size : program.most;
    memcpy(program.bytes, data, program.len);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    begin(data, size, max_size, seed);
    if (below(16) == 0) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    for (int left = 1 + below(3); left > 0; left--) {
        change_once();
    }
    memcpy(data, program.bytes, program.len);
    return program.len;
}

// Something of another program: lines, or a few tokens, or all of it as a run of its own.
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data, size_t size, const uint8_t *other, size_t other_size, uint8_t *out, size_t max_size, unsigned seed) {
    static token_t other_tokens[MOST_TOKENS];
    begin(data, size, max_size, seed);
    const char *text = (const char *)other;
    split_lines(program.bytes, program.len, &lines);
    split_lines(text, other_size, &other_lines);
    piece.len = 0;
    piece.most = sizeof(piece.bytes);
    uint32_t how = below(8);
    if (how == 0) {
        put("#%%\n", 4);
        put(text, other_size);
        insert_piece(program.len);
    } else if (how < 6 && other_lines.n > 0) {
        size_t first, last, indent;
        some_lines(&other_lines, &first, &last, 12);
        size_t at = any_place(&indent);
        copy_lines(text, &other_lines, first, last, indent);
        insert_piece(at);
    } else {
        size_t n = split_tokens(text, other_size, other_tokens, MOST_TOKENS);
        n_tokens = split_tokens(program.bytes, program.len, tokens, MOST_TOKENS);
        if (n > 0) {
            size_t first = below(n), last = first + below(6);
            last = last < n ? last : n - 1;
            put(text + other_tokens[first].at, other_tokens[last].at + other_tokens[last].len - other_tokens[first].at);
            put_over(any_token(-1));
        }
    }
    if (below(2)) {
        change_once();
    }
    memcpy(out, program.bytes, program.len);
    return program.len;
}
