"""Each rule is shown to bite: a copy of a small tree gets one violation."""

from __future__ import annotations

import subprocess
import tempfile
import unittest
from pathlib import Path

import house

HOUSE = """\
quaranta_declare_room(core  FLOOR 0)
quaranta_declare_room(place FLOOR 1 ROOMS core)
quaranta_declare_room(world FLOOR 2 ROOMS core)  # not place
"""
GOOD_HEADER = """\
// What a day is.
#ifndef QUARANTA_CORE_DAY_H_
#define QUARANTA_CORE_DAY_H_

#include <vector>

#include "absl/status/statusor.h"

#endif  // QUARANTA_CORE_DAY_H_
"""


class HouseTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.plant("CMakeLists.txt", HOUSE)
        self.plant("include/quaranta/core/day.h", GOOD_HEADER)
        self.plant("src/place/solve.cc", '#include "quaranta/core/day.h"\n')
        self.plant("scripts/setup", "packages=(\n  g++\n)\npackages+=(clang)\n")
        self.plant("scripts/requirements-dev.txt", "ruff==1\n\n# theirs\nmore==2\n")
        self.plant("docs/dependencies.md", "`g++` `clang` `ruff`\n")

    def plant(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def found(self, rule: str) -> list[str]:
        return list(house.RULES[rule](self.root))

    def test_the_tree_without_plants_keeps_every_rule(self) -> None:
        for name in house.RULES:
            if name != "symbols":
                with self.subTest(name):
                    self.assertEqual(self.found(name), [])

    def test_an_include_that_goes_up_fails(self) -> None:
        self.plant("src/core/day.cc", '\n#include "quaranta/world/world.h"\n')
        self.assertEqual(
            self.found("floors"),
            ["src/core/day.cc:2: room core may not include quaranta/world/world.h"],
        )

    def test_an_include_of_a_sibling_fails_in_public_headers_too(self) -> None:
        self.plant("include/quaranta/world/w.h", '#include "quaranta/place/plan.h"\n')
        self.assertEqual(len(self.found("floors")), 1)

    def test_a_private_header_of_another_room_fails(self) -> None:
        self.plant("src/core/day.cc", '#include "place/search.h"\n')
        self.assertEqual(len(self.found("floors")), 1)

    def test_an_include_of_the_umbrella_fails(self) -> None:
        self.plant("src/place/solve.cc", '#include "quaranta/quaranta.h"\n')
        self.assertEqual(len(self.found("floors")), 1)

    def test_an_algorithm_with_a_third_party_header_fails(self) -> None:
        self.plant("src/place/solve.cc", "#include <google/protobuf/message.h>\n")
        self.assertEqual(len(self.found("floors")), 1)

    def test_a_room_that_lists_a_sibling_fails(self) -> None:
        self.plant(
            "CMakeLists.txt",
            HOUSE + "quaranta_declare_room(staff FLOOR 1 ROOMS core place)\n",
        )
        self.assertEqual(len(self.found("floors")), 1)

    def test_a_folder_that_is_no_room_fails(self) -> None:
        self.plant("src/utils/strings.cc", "")
        self.assertEqual(
            self.found("floors"), ["src/utils/strings.cc: utils is no room"]
        )

    def test_a_public_header_with_an_absl_container_fails(self) -> None:
        self.plant(
            "include/quaranta/place/plan.h",
            '#include "absl/container/flat_hash_map.h"\n#include <stdlib.h>\n',
        )
        self.assertEqual(len(self.found("public_headers")), 2)

    def test_a_copied_include_guard_fails(self) -> None:
        self.plant("include/quaranta/core/zone.h", GOOD_HEADER)
        self.assertEqual(
            self.found("guards"),
            [
                "include/quaranta/core/zone.h: "
                "the include guard is not QUARANTA_CORE_ZONE_H_"
            ],
        )

    def test_a_name_that_means_two_things_fails(self) -> None:
        one = "namespace quaranta::place {\ninline constexpr int kNever = 1;\n"
        two = "namespace quaranta::place {\ninline constexpr long kNever = 2;\n"
        self.plant("src/place/one.h", one + "struct Day {\n};\n")
        self.plant(
            "src/place/two.h",
            two + "namespace {\nstruct Day {\n};\n}  // namespace\n",
        )
        self.assertEqual(
            self.found("definitions"),
            [
                "src/place/two.h:2: quaranta::place::kNever is at "
                "src/place/one.h:2 already"
            ],
        )

    def test_a_long_source_fails_and_so_does_a_long_test_or_proto(self) -> None:
        paths = (
            "proto/quaranta/v1/long.proto",
            "src/place/long.cc",
            "tests/place/long_test.cc",
        )
        for path in paths:
            self.plant(path, "\n" * 801)
        self.plant("src/place/whole.cc", "\n" * 800)
        self.assertEqual(
            self.found("length"),
            [f"{path}: 801 lines, more than 800" for path in paths],
        )

    def test_loud_code_fails_each_way(self) -> None:
        for line in (
            "std::cout << 1;",
            'printf("x");',
            "abort();",
            "std::exit(1);",
            'auto home = std::getenv("HOME");',
            "auto now = std::chrono::system_clock::now();",
            "auto now = absl::Now();",
            "std::thread t(f);",
            "std::random_device seed;",
        ):
            with self.subTest(line):
                self.plant("src/place/loud.cc", f"void F() {{ {line} }}\n")
                self.assertEqual(len(self.found("quiet")), 1)

    def test_comments_strings_and_longer_names_are_not_loud(self) -> None:
        self.plant(
            "src/place/calm.cc",
            "// abort() would be wrong here\n"
            'auto s = "printf(";  auto r = R"x(std::cout << ")")x";\n'
            "int n = 10'000; int m = std::snprintf(b, 9, f); /* getenv\n getenv */\n"
            "void Exit(); bool on_exit(int); int n = app.exit(e, out);\n",
        )
        self.assertEqual(self.found("quiet"), [])

    def test_what_an_older_compiler_does_not_know_fails(self) -> None:
        self.plant(
            "src/place/modern.cc",
            "void F() { std::ranges::unique(v); std::views::all(v); }\n"
            "void G() { std::ranges::sort(v); std::unique(v.begin(), v.end()); }\n"
            "auto r = std::ranges::search(a, b);  // std::ranges::rotate\n",
        )
        self.assertEqual(len(self.found("portable")), 2)

    def test_the_main_of_the_program_may_print(self) -> None:
        self.plant("src/cli/program/main.cc", "int main() { std::cout << 1; }\n")
        self.assertEqual(self.found("quiet"), [])

    def test_a_path_of_one_machine_fails(self) -> None:
        self.plant("docs/a.md", "see /" + "home/ada/quaranta/x\n")
        self.plant(
            "docs/b.md", "see https://example.org/" + "work/x and build/" + "work/x\n"
        )
        self.assertEqual(len(self.found("workplace")), 1)

    def test_only_the_ci_script_names_the_folder_beside_the_clone(self) -> None:
        self.plant(".ci/run", "x=../" + "shared\n")
        self.plant("tests/a.cc", '// "../' + 'shared"\n')
        self.assertEqual(len(self.found("workplace")), 1)

    def test_a_note_to_do_it_later_fails(self) -> None:
        self.plant("src/place/later.cc", "// TO" + "DO: all of it\n")
        self.assertEqual(len(self.found("postponed")), 1)

    def test_a_package_without_a_reason_fails(self) -> None:
        self.plant("docs/dependencies.md", "`g++` ruff\n")
        page = "docs/dependencies.md: does not say why"
        self.assertEqual(
            self.found("dependencies"),
            [f"{page} clang is installed", f"{page} ruff is installed"],
        )

    def test_a_message_that_nothing_says_fails(self) -> None:
        self.plant(
            "packs/messages/place.yaml",
            "place.full_house:\n  en: a\nplace.unsaid:\n  en: b\n",
        )
        self.plant("packs/messages/issues.yaml", "issue.bad_value:\n  en: c\n")
        self.plant("src/place/say.cc", 'Say(kPlaceFullHouse, "bad_value");\n')
        self.assertEqual(
            self.found("messages"),
            ["packs/messages/place.yaml:3: nothing says place.unsaid"],
        )

    def library(self, source: str) -> Path:
        self.plant("probe.cc", source)
        built = self.root / "probe.o"
        subprocess.run(
            ["g++", "-c", str(self.root / "probe.cc"), "-o", str(built)], check=True
        )
        return built

    def test_a_library_that_uses_abort_fails(self) -> None:
        loud = self.library("#include <cstdlib>\nvoid F() { std::abort(); }\n")
        self.assertEqual(
            list(house.symbols(self.root, [loud])),
            ["probe.o: library code uses abort"],
        )

    def test_a_library_that_prints_and_reads_the_clock_fails(self) -> None:
        loud = self.library(
            "#include <chrono>\n#include <iostream>\n"
            "void F() { std::cout << std::chrono::system_clock::now()"
            ".time_since_epoch().count(); }\n"
        )
        self.assertEqual(
            list(house.symbols(self.root, [loud])),
            [
                "probe.o: library code uses std::chrono::_V2::system_clock::now()",
                "probe.o: library code uses std::cout",
            ],
        )

    def test_a_library_of_which_nm_lists_nothing_fails(self) -> None:
        silent = self.library("")
        self.assertEqual(len(list(house.symbols(self.root, [silent]))), 1)


if __name__ == "__main__":
    unittest.main()
