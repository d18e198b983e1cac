// The program `quaranta`.

#include <iostream>
#include <string>
#include <vector>

#include "quaranta/cli/cli.h"

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  return quaranta::cli::Main(args, std::cout, std::cerr);
}
