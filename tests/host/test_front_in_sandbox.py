"""The front end where people meet it: code as CPython has it, run in the sandbox."""

from __future__ import annotations

from pytest_pyodide import run_in_pyodide


@run_in_pyodide(packages=["cloche"])
async def test_code_is_translated_and_its_lines_stay(selenium_module_scope):
    from cloche import Sandbox

    code = (
        "def area(shape):\n"
        "    match shape:\n"
        "        case {'r': r}:\n"
        "            return 3 * r ** 2\n"
        "        case [a, b]:\n"
        "            return a / b\n"
        "    return None\n"
        "\n"
        "print([*map(area, ({'r': 2}, [6, 3], 5))])\n"
        "area([1, 0])"
    )
    async with Sandbox() as sandbox:
        result = await sandbox.run(code)
        assert result.stdout == "[12, 2.0, None]\n"
        assert result.error.type == "ZeroDivisionError"
        assert [(f.line, f.function, f.source) for f in result.error.frames] == [
            (10, "<module>", "area([1, 0])"), (6, "area", "return a / b")]
        assert result.error.column == 20
        assert result.stderr == (
            "Traceback (most recent call last):\n"
            '  File "<main>", line 10, in <module>\n    area([1, 0])\n    ~~~~^^^^^^^^\n'
            '  File "<main>", line 6, in area\n    return a / b\n           ~~^~~\n'
            "ZeroDivisionError: division by zero\n"
        )
        result = await sandbox.run("print(f'{(x := {**{'a': 1}})['a']!r:>{3}}')\n[*x, *'bc']")
        assert result.stdout == "  1\n" and result.value == ["a", "b", "c"]
        assert (await sandbox.run("ara([1, 1])")).error.suggestion == "Did you mean: 'area'?"


@run_in_pyodide(packages=["cloche"])
async def test_syntax_errors_start_no_run(selenium_module_scope):
    from cloche import Sandbox

    async with Sandbox() as sandbox:
        for code, kind, line, column in (
            ("x = (1,\n", "SyntaxError", 1, 5),
            ("if 1:\nx", "IndentationError", 2, 1),
            ("if 1:\n\tx = 1\n        y = 2", "TabError", 3, None),
            ("return 1", "SyntaxError", 1, 1),
            ("a\0b", "SyntaxError", 1, None),
            ("whille True:\n    pass", "SyntaxError", 1, 1),
        ):
            result = await sandbox.run(code)
            assert result.status == "error" and result.usage.steps == 0, (code, result)
            assert result.error.type == kind and result.error.frames[0].line == line, (code, result)
            assert column is None or result.error.column == column, (code, result)
        assert "Did you mean 'while'?" in result.error.message
        assert "while" in result.error.explanation() and "while" in result.error.explanation("de")


@run_in_pyodide(packages=["cloche"])
async def test_modules_that_are_given_are_translated(selenium_module_scope):
    from cloche import Sandbox

    module = "def kind(x):\n    match x:\n        case [*_]: return 'list'\n        case _: raise ValueError(x)\n"
    async with Sandbox(files={"first.py": module, "table.csv": "a,b\n"}) as sandbox:
        await sandbox.files.write("second.py", module)
        result = await sandbox.run("import first, second\nfirst.kind([1]), second.kind([2])")
        assert result.value == ("list", "list"), result
        result = await sandbox.run("second.kind(3)")
        assert [(f.file, f.line, f.source) for f in result.error.frames][-1] == (
            "second.py", 4, "case _: raise ValueError(x)")
        for name in ("first.py", "second.py"):
            assert await sandbox.files.read_text(name) == module
        await sandbox.reset()
        assert (await sandbox.run("import first; first.kind([1])")).value == "list"


@run_in_pyodide(packages=["cloche"])
async def test_the_front_end_can_be_left_out(selenium_module_scope):
    from cloche import Sandbox

    async with Sandbox(front=False, files={"m.py": "x = [*'ab']"}) as sandbox:
        result = await sandbox.run("x = [*'ab']")
        assert result.status == "error" and result.error.type == "SyntaxError"
        assert (await sandbox.run("import m")).error.type == "SyntaxError"
        assert (await sandbox.run("1 + 1")).value == 2
        fork = await sandbox.fork()
        async with fork:
            assert (await fork.run("x = [*'ab']")).status == "error"
