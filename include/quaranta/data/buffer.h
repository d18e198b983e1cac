// Bytes that grow.
#ifndef QUARANTA_DATA_BUFFER_H_
#define QUARANTA_DATA_BUFFER_H_

#include <cstddef>
#include <cstring>
#include <utility>

namespace quaranta::data {

// A block of memory that values of one width are appended to. Unlike a vector
// it neither knows its type nor touches what it only reserves, and a large
// block grows where it is if the machine allows. Running out of memory throws
// std::bad_alloc, as a vector does.
class Buffer {
 public:
  Buffer() = default;
  ~Buffer();
  Buffer(const Buffer& other);
  Buffer& operator=(const Buffer& other);
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }

  // In bytes.
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }

  template <class T>
  const T* As() const {
    return reinterpret_cast<const T*>(data_);
  }
  template <class T>
  T* As() {
    return reinterpret_cast<T*>(data_);
  }

  template <class T>
  void Push(T value) {
    std::memcpy(Extend(sizeof(T)), &value, sizeof(T));
  }
  void Append(const void* bytes, std::size_t size) {
    if (size > 0) std::memcpy(Extend(size), bytes, size);
  }
  void AppendZeros(std::size_t size) {
    if (size > 0) std::memset(Extend(size), 0, size);
  }
  // Makes room at the end for the caller to write, and returns it.
  std::byte* Extend(std::size_t size) {
    if (capacity_ - size_ < size) Grow(size);
    std::byte* end = data_ + size_;
    size_ += size;
    return end;
  }
  // Forgets what stands behind the first `size` bytes; keeps the room.
  void Truncate(std::size_t size) { size_ = size; }
  // Room for `size` bytes in all; never shrinks.
  void Reserve(std::size_t size);

 private:
  void Grow(std::size_t more);
  void Allocate(std::size_t capacity);

  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_BUFFER_H_
