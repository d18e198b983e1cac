// Writes the examples of the package @bufbuild/cel-spec as JSON, one a line:
//   node scripts/cel_spec.mjs PACKAGE_FOLDER >examples.jsonl
// What is expected of values is left out: `make conformance` has it from the
// suite itself.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2], "dist/esm/testdata");
const seen = new Map();

function write(suite, path, test) {
  const { name, expr, container, typeEnv } = test.original;
  const place = name === undefined ? suite : `${path}/${name}`;
  const count = (seen.get(place) ?? 0) + 1;
  seen.set(place, count);
  const numbered = name === undefined || count > 1;
  const { ast, checkedAst, type } = test;
  const line = {
    suite,
    name: numbered ? `${place}/${count}` : place,
    test: JSON.stringify({ expr, container, typeEnv }),
    ast,
    checkedAst,
    type,
  };
  console.log(JSON.stringify(line));
}

function walk(suite, path, node) {
  for (const test of node.tests ?? []) write(suite, path, test);
  for (const part of node.suites ?? []) walk(suite, `${path}/${part.name}`, part);
}

for (const file of ["parsing", "checking", "comprehension", "conformance"]) {
  const { tests } = await import(pathToFileURL(`${folder}/${file}.js`).href);
  walk(tests.name, tests.name, tests);
}
