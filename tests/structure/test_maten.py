"""A file is read in one sitting, a function in one look."""

from tests.structure.broncode import ROOT, functions, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
# "app/path.py:function": the reason why this one reads better in one piece.
LONG_WITH_REASON: dict[str, str] = {}


def test_no_file_is_longer_than_one_sitting() -> None:
    texts = [path for path in (ROOT / "app").rglob("*") if path.suffix in {".py", ".html"}]
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in texts
    }
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_only_functions_with_a_reason_are_longer_than_one_look() -> None:
    long = {
        f"{path}:{function.name}"
        for path, tree in modules()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == set(LONG_WITH_REASON)
