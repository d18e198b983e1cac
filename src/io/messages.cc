#include "io/messages.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "io/cells.h"
#include "quaranta/schema/field.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

namespace pb = google::protobuf;
using data::Column;
using schema::Kind;

// The schema's descriptors, and prototypes of its messages. Built at the first
// use; safe from many threads afterwards, for it is only read, and the factory
// locks.
class Prototypes {
 public:
  static const Prototypes& Get() {
    static const auto& prototypes = *new Prototypes();
    return prototypes;
  }

  const pb::Message* Of(const schema::Record& record) const {
    return by_record_[schema::IndexOf(record)];
  }

 private:
  Prototypes() : factory_(&pool_), by_record_(schema::Records().size()) {
    pb::FileDescriptorSet set;
    const std::string_view bytes = schema::DescriptorSet();
    if (!set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      return;
    }
    for (pb::FileDescriptorProto& file : *set.mutable_file()) {
      TakeTextAsBytes(file);
      if (pool_.BuildFile(file) == nullptr) return;
    }
    for (const schema::Record& record : schema::Records()) {
      const pb::Descriptor* descriptor = pool_.FindMessageTypeByName(
          "quaranta.v1." + std::string(record.name));
      if (descriptor == nullptr) continue;
      by_record_[schema::IndexOf(record)] = factory_.GetPrototype(descriptor);
    }
  }

  // The same on the wire. Text that is not UTF-8 is for us to judge: the parser
  // would refuse the whole message and print a line.
  static void TakeTextAsBytes(pb::FileDescriptorProto& file) {
    if (file.package() != "quaranta.v1") return;
    for (pb::DescriptorProto& message : *file.mutable_message_type()) {
      for (pb::FieldDescriptorProto& field : *message.mutable_field()) {
        if (field.type() == pb::FieldDescriptorProto::TYPE_STRING) {
          field.set_type(pb::FieldDescriptorProto::TYPE_BYTES);
        }
      }
    }
  }

  pb::DescriptorPool pool_;
  pb::DynamicMessageFactory factory_;
  std::vector<const pb::Message*> by_record_;
};

// Sets or, for a list, adds a value of a field.
class Putter {
 public:
  Putter(pb::Message& message, const pb::FieldDescriptor& field)
      : message_(message),
        reflection_(*message.GetReflection()),
        field_(field),
        list_(field.is_repeated()) {}

  void Put(const Column& column, std::size_t i) {
    switch (column.kind()) {
      case Kind::kBool:
        list_ ? reflection_.AddBool(&message_, &field_, column.GetBool(i))
              : reflection_.SetBool(&message_, &field_, column.GetBool(i));
        return;
      case Kind::kInt:
        PutInt(column.GetInt(i));
        return;
      case Kind::kDouble:
        list_ ? reflection_.AddDouble(&message_, &field_, column.GetDouble(i))
              : reflection_.SetDouble(&message_, &field_, column.GetDouble(i));
        return;
      case Kind::kEnum:
        list_ ? reflection_.AddEnumValue(&message_, &field_, column.GetEnum(i))
              : reflection_.SetEnumValue(&message_, &field_, column.GetEnum(i));
        return;
      default:
        list_ ? reflection_.AddString(&message_, &field_, ItemText(column, i))
              : reflection_.SetString(&message_, &field_, ItemText(column, i));
    }
  }

 private:
  void PutInt(std::int64_t value) {
    if (field_.cpp_type() == pb::FieldDescriptor::CPPTYPE_INT64) {
      list_ ? reflection_.AddInt64(&message_, &field_, value)
            : reflection_.SetInt64(&message_, &field_, value);
      return;
    }
    if (value < std::numeric_limits<std::int32_t>::min() ||
        value > std::numeric_limits<std::int32_t>::max()) {
      return;
    }
    const auto narrow = static_cast<std::int32_t>(value);
    list_ ? reflection_.AddInt32(&message_, &field_, narrow)
          : reflection_.SetInt32(&message_, &field_, narrow);
  }

  pb::Message& message_;
  const pb::Reflection& reflection_;
  const pb::FieldDescriptor& field_;
  bool list_;
};

// Reads values of a message, by row (`item` < 0) or by list item.
class Getter {
 public:
  explicit Getter(const pb::Message& message)
      : message_(message), reflection_(*message.GetReflection()) {}

  // Appends one value; false, and nothing appended, for one that is none.
  bool Append(const pb::FieldDescriptor& field, int item, Column& column) {
    const bool list = item >= 0;
    switch (column.kind()) {
      case Kind::kBool:
        column.AppendBool(
            list ? reflection_.GetRepeatedBool(message_, &field, item)
                 : reflection_.GetBool(message_, &field));
        return true;
      case Kind::kInt:
        column.AppendInt(Int(field, item));
        return true;
      case Kind::kDouble:
        column.AppendDouble(
            list ? reflection_.GetRepeatedDouble(message_, &field, item)
                 : reflection_.GetDouble(message_, &field));
        return true;
      case Kind::kEnum: {
        const int number =
            list ? reflection_.GetRepeatedEnumValue(message_, &field, item)
                 : reflection_.GetEnumValue(message_, &field);
        if (schema::FindValue(*column.field().enumeration, number) == nullptr) {
          return false;
        }
        column.AppendEnum(number);
        return true;
      }
      default: {
        const std::string text = Text(field, item);
        if (text::InvalidUtf8At(text)) return false;
        if (column.kind() != Kind::kString) {
          return AppendItem(column, text, nullptr);
        }
        column.AppendText(text);
        return true;
      }
    }
  }

  // What stood there, for the note and the issue.
  std::string Raw(const pb::FieldDescriptor& field, int item) const {
    if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_ENUM) {
      return std::to_string(
          item >= 0 ? reflection_.GetRepeatedEnumValue(message_, &field, item)
                    : reflection_.GetEnumValue(message_, &field));
    }
    const std::string text = Text(field, item);
    return text::InvalidUtf8At(text) ? "?" : text;
  }

 private:
  std::int64_t Int(const pb::FieldDescriptor& field, int item) const {
    const bool list = item >= 0;
    if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_INT64) {
      return list ? reflection_.GetRepeatedInt64(message_, &field, item)
                  : reflection_.GetInt64(message_, &field);
    }
    return list ? reflection_.GetRepeatedInt32(message_, &field, item)
                : reflection_.GetInt32(message_, &field);
  }

  std::string Text(const pb::FieldDescriptor& field, int item) const {
    return item >= 0 ? reflection_.GetRepeatedString(message_, &field, item)
                     : reflection_.GetString(message_, &field);
  }

  const pb::Message& message_;
  const pb::Reflection& reflection_;
};

void DecodeField(const pb::Message& message, const pb::FieldDescriptor& field,
                 Column& column, std::vector<BodyProblem>& problems) {
  const pb::Reflection& reflection = *message.GetReflection();
  Getter getter(message);
  const auto odd = [&](int item) {
    const std::string raw = getter.Raw(field, item);
    column.AppendBlank();
    column.SetNote(column.size() - 1,
                   {data::NoteState::kSuspect, raw, std::nullopt});
    problems.push_back(
        {&column.field(), raw,
         column.kind() == Kind::kEnum ? "unknown_value" : "unreadable_value"});
  };
  if (!field.is_repeated()) {
    if (!reflection.HasField(message, &field)) {
      column.AppendBlank();
    } else if (!getter.Append(field, -1, column)) {
      odd(-1);
    }
    return;
  }
  const int size = reflection.FieldSize(message, &field);
  if (size == 0) return column.AppendBlank();
  Column trial(column.field());
  for (int item = 0; item < size; ++item) {
    if (!getter.Append(field, item, trial)) return odd(item);
  }
  for (int item = 0; item < size; ++item) getter.Append(field, item, column);
  column.EndList();
}

}  // namespace

std::string EncodeRow(const data::Table& table, std::size_t row) {
  const pb::Message* prototype = Prototypes::Get().Of(*table.record);
  if (prototype == nullptr) return {};
  const std::unique_ptr<pb::Message> message(prototype->New());
  const Column* given = table.GivenIds();
  for (const Column& column : table.columns) {
    const pb::FieldDescriptor* field =
        message->GetDescriptor()->FindFieldByNumber(column.field().number);
    if (field == nullptr || column.field().computed) continue;
    Putter putter(*message, *field);
    if (&column == given && !column.valid(row) && table.HasId(row)) {
      putter.Put(table.IdCell(row), 0);
    }
    if (!column.valid(row)) continue;
    if (!column.field().repeated) {
      putter.Put(column, row);
      continue;
    }
    const auto [begin, end] = column.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) putter.Put(column, i);
  }
  return message->SerializeAsString();
}

bool DecodeRow(std::string_view body,
               const std::vector<std::string>& empty_lists, data::Table& table,
               std::vector<BodyProblem>& problems) {
  const pb::Message* prototype = Prototypes::Get().Of(*table.record);
  if (prototype == nullptr) return false;
  const std::unique_ptr<pb::Message> message(prototype->New());
  if (!message->ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return false;
  }
  for (Column& column : table.columns) {
    const pb::FieldDescriptor* field =
        message->GetDescriptor()->FindFieldByNumber(column.field().number);
    if (field == nullptr || column.field().computed) continue;
    const bool empty =
        column.field().repeated &&
        message->GetReflection()->FieldSize(*message, field) == 0 &&
        std::find(empty_lists.begin(), empty_lists.end(),
                  column.field().name) != empty_lists.end();
    if (empty) {
      column.EndList();
    } else {
      DecodeField(*message, *field, column, problems);
    }
  }
  const auto& unknown = message->GetReflection()->GetUnknownFields(*message);
  if (unknown.field_count() > 0) {
    problems.push_back(
        {nullptr, std::to_string(unknown.field_count()), "unknown_fields"});
  }
  return true;
}

}  // namespace quaranta::io
