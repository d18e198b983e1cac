// Uses a field, Room.test_marker, that no source of the library names.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "quaranta/expr/program.h"
#include "quaranta/io/io.h"
#include "quaranta/schema/records.h"
#include "quaranta/text/json_writer.h"
#include "quaranta/world/rows.h"
#include "quaranta/world/world.h"

namespace q = quaranta;

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder(argv[1]);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "rooms.csv")
      << "隔离点,房间号,测试标记\nS1,304,seen\n";

  // Import by the Chinese synonym, into a column.
  const auto world = q::io::ReadFolder(folder.string());
  if (!world.ok()) return 3;
  const q::schema::Record& record = q::schema::RecordTable<q::schema::Room>();
  const q::schema::Field* field = q::schema::FindField(record, "test_marker");
  if (field == nullptr) return 4;
  const auto index = static_cast<std::size_t>(field - record.fields.data());
  const q::data::Table& rooms = world->table(record);
  if (rooms.rows != 1 || rooms.columns[index].GetText(0) != "seen") return 5;

  // The struct.
  const auto room = q::world::Get<q::schema::Room>(*world, 0);
  if (room.test_marker != "seen") return 6;

  // CEL.
  q::expr::Environment names;
  names.variables = {{"room", q::expr::Variable::Type::kRecord, &record}};
  const auto [program, mistakes] =
      q::expr::Program::Compile("room.test_marker == 'seen'", names);
  if (!mistakes.empty()) return 7;
  const q::Zone zone;
  const q::data::RowRef row{
      static_cast<std::uint32_t>(q::schema::IndexOf(record)), 0};
  const q::expr::Value slots[] = {row};
  q::expr::Activation activation;
  activation.view = &world->view();
  activation.zone = &zone;
  activation.slots = slots;
  if (!program.Evaluate(activation).IsTrue()) return 8;

  // JSON.
  q::text::JsonWriter json;
  q::io::WriteRowJson(*world, row, json);
  if (json.Take().find("\"test_marker\":\"seen\"") == std::string::npos) {
    return 9;
  }
  std::cout << "Room.test_marker: struct, column, CEL, JSON, import\n";
  return 0;
}
