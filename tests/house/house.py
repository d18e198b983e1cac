#!/usr/bin/env python3
"""Rules that the sources keep, checked by reading them. Standard library only.

    house.py RULE [--root DIR] [--library FILE]...

prints one line per violation and exits 1 when there is one. `--root` is the
source tree, `--library` a built library (rule `symbols` only). CONTRIBUTING.md
says what each rule is for.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

MAX_LINES = 800
CPP = (".h", ".cc")
# The one place that may talk to a terminal: the program's own main().
PROGRAM = ("src/cli/program/",)


@dataclasses.dataclass(frozen=True)
class Room:
    name: str
    floor: int
    below: tuple[str, ...]


# --- reading the tree ---------------------------------------------------------


def sources(root: Path, *folders: str, ends: tuple[str, ...] = CPP) -> list[Path]:
    """Files below `folders` whose name ends so, sorted; build output left out."""
    found = []
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.name.endswith(ends) and path.is_file():
                found.append(path)
    return sorted(found)


def committed(root: Path) -> list[Path]:
    """What git would hand to a clone, new files that are not ignored included."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co"]
    command.append("--exclude-standard")
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if listed.returncode == 0:
        names = listed.stdout.split("\0")
    else:  # an unpacked archive has no history to ask
        grown = {"build", "out", "dist", ".venv", "__pycache__"}
        paths = (path.relative_to(root) for path in root.rglob("*"))
        names = [str(path) for path in paths if not grown.intersection(path.parts)]
    return [root / name for name in sorted(names) if name and (root / name).is_file()]


def text_of(path: Path) -> str | None:
    """The text of a file, None when it is not text."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def rooms(root: Path) -> dict[str, Room]:
    """The rooms that the root CMakeLists.txt declares, lowest floor first."""
    text = re.sub(r"#.*", "", (root / "CMakeLists.txt").read_text(encoding="utf-8"))
    found = {}
    for match in re.finditer(r"quaranta_declare_room\(([^)]*)\)", text):
        words = match.group(1).split()
        below = words[words.index("ROOMS") + 1 :] if "ROOMS" in words else []
        floor = int(words[words.index("FLOOR") + 1])
        found[words[0]] = Room(words[0], floor, tuple(below))
    return found


_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/                              # comments
      |R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)"       # raw strings
      |"(?:\\.|[^"\\\n])*"                              # strings
      |(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'              # characters, not 10'000
    """,
    re.VERBOSE | re.DOTALL,
)


def code_only(text: str) -> str:
    """C++ with comments and literals blanked; line numbers stay."""
    return _TOKEN.sub(lambda m: "\n" * m.group(0).count("\n") or " ", text)


def includes(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line number, `<` or `"`, name) of every include."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line):
            yield number, match.group(1), match.group(2)


# --- the rules ----------------------------------------------------------------


def _declared(house: dict[str, Room]) -> Iterator[str]:
    """The declarations go down too; within a floor only schema sees core."""
    if not house:
        yield "CMakeLists.txt: declares no room"
    for room in house.values():
        for name in room.below:
            lower = house.get(name)
            allowed = lower is not None and (
                lower.floor < room.floor or (room.name, name) == ("schema", "core")
            )
            if not allowed:
                yield f"CMakeLists.txt: {room.name} lists {name}, no room further down"


def floors(root: Path) -> Iterator[str]:
    """No include goes up: a room sees itself and the rooms it lists."""
    house = rooms(root)
    yield from _declared(house)
    for path in sources(root, "include/quaranta", "src"):
        where = path.relative_to(root)
        if where.parent == Path("include/quaranta"):
            continue  # the umbrella header sees every room
        home = where.parts[2] if where.parts[0] == "include" else where.parts[1]
        if home not in house:
            yield f"{where}: {home} is no room"
            continue
        seen = {home, *house[home].below}
        algorithm = house[home].floor == 1 and house[home].below == ("core",)
        for number, _, name in includes(path):
            parts = name.split("/")
            room = parts[1] if parts[0] == "quaranta" and len(parts) > 2 else parts[0]
            if len(parts) == 2 and parts[0] == "quaranta":
                yield f"{where}:{number}: {name} is above every room"
            elif len(parts) > 1 and room in house and room not in seen:
                yield f"{where}:{number}: room {home} may not include {name}"
            elif algorithm and len(parts) > 1 and room not in {"absl", *seen}:
                yield f"{where}:{number}: an algorithm needs only Abseil, not {name}"


def public_headers(root: Path) -> Iterator[str]:
    """Public headers name the standard library, absl status and quaranta/*."""
    allowed = {"absl/status/status.h", "absl/status/statusor.h"}
    for path in sources(root, "include", ends=(".h",)):
        where = path.relative_to(root)
        for number, kind, name in includes(path):
            standard = kind == "<" and re.fullmatch(r"[a-z_]+", name)
            if (
                not standard
                and name not in allowed
                and not name.startswith("quaranta/")
            ):
                yield f"{where}:{number}: a public header may not include {name}"


def guards(root: Path) -> Iterator[str]:
    """Include guards spell the path, so that no two are the same."""
    for path in sources(root, "include", "src", "tests", "bindings"):
        if path.suffix != ".h":
            continue
        where = path.relative_to(root)
        spelled = str(where).removeprefix("include/").replace("python/src/", "python/")
        guard = re.sub(r"[^A-Z0-9]", "_", spelled.upper()) + "_"
        if not guard.startswith("QUARANTA_"):
            guard = "QUARANTA_" + guard
        text = path.read_text(encoding="utf-8")
        if f"#ifndef {guard}\n#define {guard}\n" not in text:
            yield f"{where}: the include guard is not {guard}"


_SPACE = re.compile(r"(?:inline )?namespace ?([\w:]*) ?\{$|\}  // namespace")
_NAMED = re.compile(
    r"inline constexpr .*?\b(k[A-Z]\w*)\b(?!<)"
    r"|(?:struct|class|enum class) (\w+)(?: final)?(?: : .*)? \{"
)


def _definitions(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, full name) of constants and types of a namespace."""
    spaces: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := _SPACE.match(line):
            if match.group(1) is not None:
                spaces.append(match.group(1))
            elif spaces:
                spaces.pop()
        elif "" not in spaces and (match := _NAMED.match(line)):
            yield number, "::".join([*spaces, match.group(1) or match.group(2)])


def definitions(root: Path) -> Iterator[str]:
    """One name means one thing: two of a name are merged by the linker, silently."""
    first: dict[str, str] = {}
    for path in sources(root, "include", "src"):
        for number, name in _definitions(path):
            where = f"{path.relative_to(root)}:{number}"
            if name in first:
                yield f"{where}: {name} is at {first[name]} already"
            first.setdefault(name, where)


def length(root: Path) -> Iterator[str]:
    """One file, one subject: sources stay short enough to read."""
    ends = (*CPP, ".py", ".pyi", ".cmake", ".proto", ".sh")
    for path in committed(root):
        where = path.relative_to(root)
        if not path.name.endswith(ends):
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MAX_LINES:
            yield f"{where}: {lines} lines, more than {MAX_LINES}"


# What library code must not do, with the words that do it.
_FORBIDDEN = {
    "end the process": r"(?<![.>])\b(?:abort|_?exit|quick_exit|terminate)\s*\(",
    "print": r"\bstd::(?:cout|cerr|clog)\b|\bstd(?:out|err)\b"
    r"|\b(?:v?f?printf|f?puts|putchar|perror)\s*\(",
    "read the environment": r"\b(?:secure_)?getenv\b|\benviron\b",
    "read a clock": r"\bsystem_clock\s*::\s*now\b|\babsl::Now\b"
    r"|\b(?:clock_gettime|gettimeofday)\b|\bstd::time\s*\("
    r"|\btime\s*\(\s*(?:NULL|nullptr|0)\s*\)",
    "start a thread": r"\bstd::j?thread\b|\bstd::async\b|\bpthread_create\b",
    "draw random numbers without a seed": r"\bstd::random_device\b"
    r"|\babsl::(?:Insecure)?BitGen\b|\bs?rand\s*\(",
}


def quiet(root: Path) -> Iterator[str]:
    """Library code is quiet: see _FORBIDDEN."""
    for path in sources(root, "include", "src", "bindings/python/src"):
        where = path.relative_to(root)
        if str(where).startswith(PROGRAM):
            continue
        code = code_only(path.read_text(encoding="utf-8"))
        for number, line in enumerate(code.splitlines(), 1):
            for act, pattern in _FORBIDDEN.items():
                if match := re.search(pattern, line):
                    word = match.group(0).strip()
                    yield f"{where}:{number}: library code may not {act}: {word}"


# Their results are subranges, which clang 14 cannot make of libstdc++ 12.
_UNPORTABLE = re.compile(
    r"std::(?:ranges::)?views\b|std::ranges::(?:unique|search|search_n|equal_range"
    r"|find_end|remove|remove_if|partition|stable_partition|rotate)\b"
)


def portable(root: Path) -> Iterator[str]:
    """Library code compiles with clang 14, too: see _UNPORTABLE."""
    for path in sources(root, "include", "src", "bindings/python/src"):
        code = code_only(path.read_text(encoding="utf-8"))
        for number, line in enumerate(code.splitlines(), 1):
            if match := _UNPORTABLE.search(line):
                where = path.relative_to(root)
                yield f"{where}:{number}: clang 14 has no {match.group(0)}"


_FORBIDDEN_SYMBOLS = re.compile(
    r"(?:abort|_?exit|_Exit|quick_exit|v?f?printf|puts|fputs|putchar|perror|stdout|stderr"
    r"|(?:secure_)?getenv|environ|time|clock_gettime|gettimeofday|pthread_create|s?rand|random"
    r"|std::(?:cout|cerr|clog|random_device::_M_getval\(\)"
    r"|chrono::_V2::system_clock::now\(\)|thread::_M_start_thread\(.*)"
    r"|absl::(?:\w+::)?Now\(\))"
)


# What a library of others brings into ours, and why it does no harm.
_ALLOWED_SYMBOLS = {
    # CLI11 is headers only; it reads a variable that an option names, and no
    # option of ours names one.
    ("quaranta_cli", "getenv"),
}


def symbols(root: Path, libraries: list[Path]) -> Iterator[str]:
    """The same as `quiet`, asked of the built libraries."""
    if not libraries:
        yield "symbols: no library was named"
    for library in libraries:
        command = ["nm", "-C", str(library)]
        if ".so" in library.name:
            command.insert(1, "-D")
        listed = subprocess.run(command, check=True, capture_output=True, text=True)
        if not re.search(r" [A-Za-z] ", listed.stdout):
            yield f"{library.name}: nm lists no symbol, so this check sees nothing"
        names = re.findall(r"^ +U (.+)$", listed.stdout, re.MULTILINE)
        for name in sorted({re.sub(r"@+[\w.]+$", "", name) for name in names}):
            room = library.name.split(".")[0].removeprefix("lib")
            if (room, name) in _ALLOWED_SYMBOLS:
                continue
            if _FORBIDDEN_SYMBOLS.fullmatch(name):
                yield f"{library.name}: library code uses {name}"


def workplace(root: Path) -> Iterator[str]:
    """Nothing committed names a path of one person's machine."""
    # Put together here, so that this file keeps its own rule.
    homes = "|".join(("work", "home/[a-z]", "root", "Users/[A-Za-z]"))
    pattern = re.compile(rf"(?<![\w.*])/(?:{homes})\w*/")
    beside = "../" + "shared"
    for path in committed(root):
        where = path.relative_to(root)
        text = text_of(path)
        if text is None:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if match := pattern.search(line):
                yield f"{where}:{number}: a path of one machine: {match.group(0)}"
            if beside in line and str(where) != ".ci/run":
                yield f"{where}:{number}: only .ci/run may name {beside}"


def postponed(root: Path) -> Iterator[str]:
    """Nothing is put off and no check is switched off in place."""
    words = (
        "TO" + "DO",
        "FIX" + "ME",
        "NO" + "LINT",
        "DIS" + "ABLED_",
        "type: " + "ignore",
        "# no" + "qa",
    )
    pattern = re.compile("|".join(words))
    ends = (*CPP, ".py", ".pyi", ".cmake", ".proto", ".txt", ".yaml", ".yml", ".sh")
    for path in committed(root):
        where = path.relative_to(root)
        text = text_of(path) if path.name.endswith(ends) else None
        for number, line in enumerate((text or "").splitlines(), 1):
            if match := pattern.search(line):
                yield f"{where}:{number}: {match.group(0)}"


def dependencies(root: Path) -> Iterator[str]:
    """What the set-up installs is explained in docs/dependencies.md."""
    setup = (root / "scripts/setup").read_text(encoding="utf-8")
    wanted: list[str] = []
    for group in re.findall(r"packages\+?=\(([^)]*)\)", setup):
        wanted += group.split()
    for requirements in sorted((root / "scripts").glob("requirements-*.txt")):
        asked_for = requirements.read_text(encoding="utf-8").split("\n\n")[0]
        wanted += re.findall(r"^([\w-]+)==", asked_for, re.MULTILINE)
    if not wanted:
        yield "scripts/setup: names no package, so this check sees nothing"
    page = "docs/dependencies.md"
    explained = set(re.findall(r"`([^`]+)`", (root / page).read_text(encoding="utf-8")))
    for name in wanted:
        if name not in explained:
            yield f"{page}: does not say why {name} is installed"


def messages(root: Path) -> Iterator[str]:
    """Every message of the catalogue is said by some source."""
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sources(root, "include", "src", "bindings/python/src")
    )
    words = set(re.findall(r"\bk[A-Z]\w+", text))
    # Issues name theirs by the code of what was found.
    codes = set(re.findall(r'"([a-z0-9_]+)"', text))
    for path in sources(root, "packs/messages", ends=(".yaml",)):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            match = re.match(r"([a-z_]+)\.([a-z0-9_.]+):", line)
            if match is None:
                continue
            name = match.group(0)[:-1]
            constant = "k" + "".join(
                part.capitalize() for part in re.split(r"[._]", name)
            )
            by_code = match.group(1).startswith("issue") and match.group(2) in codes
            if constant not in words and not by_code:
                yield f"{path.relative_to(root)}:{number}: nothing says {name}"


RULES: dict[str, Callable[..., Iterator[str]]] = {
    rule.__name__: rule
    for rule in (
        floors,
        public_headers,
        guards,
        definitions,
        length,
        quiet,
        portable,
        symbols,
        workplace,
        postponed,
        dependencies,
        messages,
    )
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("rule", choices=RULES)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--library", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    rule = RULES[arguments.rule]
    found = list(
        rule(arguments.root, arguments.library)
        if rule is symbols
        else rule(arguments.root)
    )
    print("\n".join(found) if found else f"{arguments.rule}: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
