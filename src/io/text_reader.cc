#include "io/text_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "io/files.h"
#include "io/reader.h"
#include "quaranta/core/status.h"
#include "quaranta/text/encoding.h"

namespace quaranta::io {
namespace {

using Severity = world::Issue::Severity;

std::uint64_t LinesOf(std::string_view bytes) {
  const auto ends = std::count(bytes.begin(), bytes.end(), '\n');
  const bool open = !bytes.empty() && bytes.back() != '\n';
  return static_cast<std::uint64_t>(ends) + (open ? 1 : 0);
}

// The encoding that a mapping names.
std::optional<text::Encoding> ToldEncoding(const SheetMapping* mapping) {
  if (mapping == nullptr || mapping->encoding.empty()) return std::nullopt;
  return text::ParseEncoding(mapping->encoding);
}

class TextReader {
 public:
  TextReader(Reading& reading, const SheetSource& source,
             const SheetMapping* mapping)
      : reading_(reading), source_(source), mapping_(mapping) {
    result_.file = source.file;
    result_.sheet = source.name;
  }

  // `lines` counts those of the file, should it be refused.
  template <class F>
  SheetMapping Read(const absl::StatusOr<text::Decoded>& decoded,
                    std::string_view extension, F&& lines) {
    if (!decoded.ok()) {
      Refuse("unknown_encoding", lines(),
             std::string(MessageOf(decoded.status())));
      return std::move(result_);
    }
    TellEncoding(*decoded);
    if (extension == ".jsonl") {
      SheetMapping read =
          ReadJsonLines(reading_, decoded->text(), source_, mapping_);
      read.encoding = text::EncodingName(decoded->encoding());
      return read;
    }
    ReadDelimited(decoded->text(), extension);
    result_.encoding = text::EncodingName(decoded->encoding());
    return std::move(result_);
  }

 private:
  void Tell(Severity severity, std::string_view code, std::string_view action,
            std::string detail, std::string value = {}) {
    world::Issue issue =
        FileIssue(severity, code, source_.label, 0, action, std::move(detail));
    issue.value = std::move(value);
    reading_.builder.AddIssue(std::move(issue));
  }

  void Refuse(std::string_view code, std::uint64_t lines, std::string detail) {
    reading_.builder.AddFile(source_.label);
    Tell(Severity::kError, code, "not_read", std::move(detail));
    RefuseFile(reading_, source_, lines);
  }

  // A text that is no table: of the one mistake that people make, the line.
  void RefuseTable(std::string_view text, const std::string& message) {
    constexpr std::string_view kLine = "line ";
    std::uint32_t line = 0;
    if (message.starts_with(kLine) &&
        message.find("quote") != std::string::npos) {
      std::from_chars(message.data() + kLine.size(),
                      message.data() + message.size(), line);
    }
    if (line == 0) return Refuse("unreadable_file", LinesOf(text), message);
    Refuse("quote_open", LinesOf(text), std::to_string(line));
  }

  void TellEncoding(const text::Decoded& decoded) {
    if (ToldEncoding(mapping_) || decoded.encoding() == text::Encoding::kUtf8)
      return;
    if (decoded.encoding() == text::Encoding::kGb18030) {
      Tell(Severity::kNote, "decoded_gb18030", "decoded",
           std::to_string(decoded.not_utf8_at()));
    } else {
      Tell(Severity::kNote, "decoded_utf16", "decoded", {});
    }
  }

  std::string_view DelimiterOf(std::string_view text,
                               std::string_view extension) const {
    if (mapping_ != nullptr && !mapping_->delimiter.empty()) {
      return mapping_->delimiter;
    }
    if (extension == ".tsv" && text.find('\t') != std::string_view::npos) {
      return "\t";
    }
    return text::DetectDelimiter(text);
  }

  void ReadDelimited(std::string_view text, std::string_view extension) {
    const std::string_view delimiter = DelimiterOf(text, extension);
    result_.delimiter = delimiter;
    const bool usual = delimiter == (extension == ".tsv" ? "\t" : ",");
    if (!usual && mapping_ == nullptr) {
      Tell(Severity::kNote, "delimiter_found", "read_with_delimiter", {},
           delimiter == "\t" ? "TAB" : std::string(delimiter));
    }
    text::CsvLimits limits;
    limits.bytes = std::max(reading_.options.file_bytes, text.size());
    // The sheet keeps the caller's limits, and accounts for what is beyond.
    limits.rows = std::max(reading_.options.rows, limits.rows);
    limits.columns = std::max(reading_.options.columns, limits.columns);
    auto table = text::ReadCsv(text, delimiter, limits);
    if (!table.ok()) {
      RefuseTable(text, std::string(MessageOf(table.status())));
      return;
    }
    const TextSheet sheet(*std::move(table));
    SheetMapping read = ReadSheet(reading_, sheet, source_, mapping_);
    read.delimiter = result_.delimiter;
    result_ = std::move(read);
  }

  Reading& reading_;
  const SheetSource& source_;
  const SheetMapping* mapping_;
  SheetMapping result_;
};

}  // namespace

absl::StatusOr<SheetMapping> ReadTextFile(Reading& reading,
                                          const std::string& path,
                                          std::string_view extension,
                                          const SheetSource& source,
                                          const SheetMapping* mapping) {
  QUARANTA_ASSIGN_OR_RETURN(InFile file,
                            InFile::Open(path, reading.options.file_bytes));
  const auto decoded = text::DecodePieces(
      [&file](char* into, std::size_t size) { return file.Read(into, size); },
      file.size(), ToldEncoding(mapping));
  if (file.failed()) return NotFound(path + ": cannot be read");
  return TextReader(reading, source, mapping).Read(decoded, extension, [&file] {
    return file.CountLines();
  });
}

SheetMapping ReadText(Reading& reading, std::string_view bytes,
                      std::string_view extension, const SheetSource& source,
                      const SheetMapping* mapping) {
  return TextReader(reading, source, mapping)
      .Read(text::Decode(bytes, ToldEncoding(mapping)), extension,
            [bytes] { return LinesOf(bytes); });
}

void RefuseFile(Reading& reading, const SheetSource& source,
                std::uint64_t rows) {
  world::SourceRows account{.file = source.file, .sheet = source.name};
  if (source.record != nullptr) account.record = source.record->name;
  account.rows = rows;
  account.refused = rows;
  reading.builder.AddSource(std::move(account));
  reading.builder.EndSource();
}

}  // namespace quaranta::io
