#include "quaranta/data/buffer.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace quaranta::data {

Buffer::~Buffer() { std::free(data_); }

Buffer::Buffer(const Buffer& other) {
  if (other.size_ == 0) return;
  Allocate(other.size_);
  std::memcpy(data_, other.data_, other.size_);
  size_ = other.size_;
}

Buffer& Buffer::operator=(const Buffer& other) {
  if (this != &other) *this = Buffer(other);
  return *this;
}

void Buffer::Reserve(std::size_t size) {
  if (size > capacity_) Allocate(size);
}

void Buffer::Grow(std::size_t more) {
  const std::size_t least = size_ + more;
  if (least < size_) throw std::bad_alloc();
  Allocate(std::max({least, capacity_ + capacity_ / 2, std::size_t{64}}));
}

void Buffer::Allocate(std::size_t capacity) {
  void* data = std::realloc(data_, capacity);
  if (data == nullptr) throw std::bad_alloc();
  data_ = static_cast<std::byte*>(data);
  capacity_ = capacity;
}

}  // namespace quaranta::data
