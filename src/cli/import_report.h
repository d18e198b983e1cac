// What `quaranta import` says about the folders that it read.
#ifndef QUARANTA_SRC_CLI_IMPORT_REPORT_H_
#define QUARANTA_SRC_CLI_IMPORT_REPORT_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cli/options.h"
#include "quaranta/core/message.h"
#include "quaranta/io/io.h"

namespace quaranta::cli {

// One of the folders that were named.
struct Imported {
  std::string path;
  absl::Status status;  // why it could not be read at all
  io::Import import;
};

// For people: a status per folder, then tables and issues; for a dry run how
// every sheet and column is read.
void PrintImport(const std::vector<Imported>& folders, const Options& options,
                 Language language, std::ostream& out);

// The same as JSON, in full ("quaranta.import/1").
std::string ImportJson(const std::vector<Imported>& folders, Language language);

}  // namespace quaranta::cli

#endif  // QUARANTA_SRC_CLI_IMPORT_REPORT_H_
