// SPDX-License-Identifier: MIT
#include <runners/source/pack_writer.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <openssl/evp.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::uint64_t largest_pack = std::numeric_limits<std::int32_t>::max();

std::string big_endian(std::uint32_t number) {
  return {static_cast<char>(number >> 24), static_cast<char>(number >> 16), static_cast<char>(number >> 8),
          static_cast<char>(number)};
}

std::string_view raw(const git_oid& id) {
  return {reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ};
}

/// Type and size in front of an object: 4 bits of the size, then 7 at a time, lowest first.
std::string object_header(git_object_t type, std::size_t size) {
  std::string header(1, static_cast<char>((static_cast<unsigned>(type) << 4) | (size & 15)));
  for (size >>= 4; size > 0; size >>= 7) {
    header.back() = static_cast<char>(header.back() | 0x80);
    header += static_cast<char>(size & 0x7f);
  }
  return header;
}

/// SHA-1, as git's files end with it.
class Sha1 {
 public:
  Sha1() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha1(), nullptr);
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string end() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), hash.data(), &size);
    return {hash.begin(), hash.begin() + size};
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::string with_sha1(std::string text) {
  Sha1 hash;
  hash.add(text);
  return std::move(text) + hash.end();
}

}  // namespace

/// zlib at its fastest, with one set of buffers for all objects.
struct PackWriter::Deflater {
  z_stream stream{};
  std::vector<unsigned char> out;

  Deflater() {
    if (deflateInit(&stream, Z_BEST_SPEED) != Z_OK) throw Error("zlib: cannot begin to compress");
  }
  ~Deflater() { deflateEnd(&stream); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string_view deflated(std::string_view bytes) {
    deflateReset(&stream);
    out.resize(deflateBound(&stream, bytes.size()));
    stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<unsigned int>(bytes.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<unsigned int>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw Error("zlib: cannot compress");
    return {reinterpret_cast<const char*>(out.data()), stream.total_out};
  }
};

PackWriter::PackWriter(git_repository& repository)
    : odb_(odb_of(repository)),
      folder_(fs::path(git_repository_commondir(&repository)) / "objects/pack"),
      unfinished_(folder_ / ("tmp_pack_" + std::to_string(::getpid()))),
      deflater_(std::make_unique<Deflater>()) {
  fs::create_directories(folder_);
  file_.open(unfinished_, std::ios::binary | std::ios::trunc | std::ios::in | std::ios::out);
  write("PACK" + big_endian(2) + big_endian(0));  // the count follows in seal()
}

PackWriter::~PackWriter() {
  std::error_code ignored;
  if (!unfinished_.empty()) fs::remove(unfinished_, ignored);
}

void PackWriter::write(std::string_view bytes) {
  if (!file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw Error(unfinished_.string() + ": cannot write: " + std::strerror(errno));
  size_ += bytes.size();
  if (size_ > largest_pack) throw Error(unfinished_.string() + ": the pack grows beyond 2 GiB");
}

git_oid PackWriter::add(git_object_t type, std::string_view bytes) {
  git_oid id;
  git_check(git_odb_hash(&id, bytes.data(), bytes.size(), type), "cannot hash");
  if (entries_.count(id) || git_odb_exists_ext(odb_.get(), &id, GIT_ODB_LOOKUP_NO_REFRESH)) return id;
  if (bytes.size() > largest_pack) throw Error(unfinished_.string() + ": the pack grows beyond 2 GiB");

  const auto offset = static_cast<std::uint32_t>(size_);
  const std::string header = object_header(type, bytes.size());
  const std::string_view body = deflater_->deflated(bytes);
  uLong crc = crc32_z(0, reinterpret_cast<const unsigned char*>(header.data()), header.size());
  crc = crc32_z(crc, reinterpret_cast<const unsigned char*>(body.data()), body.size());
  write(header);
  write(body);
  entries_.emplace(id, Entry{offset, static_cast<std::uint32_t>(crc)});
  return id;
}

/// Puts the number of objects in front and the hash over everything behind; returns the hash.
std::string PackWriter::seal() {
  file_.seekp(8);
  write(big_endian(static_cast<std::uint32_t>(entries_.size())));
  file_.seekg(0);
  Sha1 hash;
  std::vector<char> block(1 << 20);
  while (file_.read(block.data(), static_cast<std::streamsize>(block.size())) || file_.gcount() > 0)
    hash.add({block.data(), static_cast<std::size_t>(file_.gcount())});
  file_.clear();
  file_.seekp(0, std::ios::end);
  const std::string sum = hash.end();
  write(sum);
  file_.close();
  if (!file_) throw Error(unfinished_.string() + ": cannot write: " + std::strerror(errno));
  return sum;
}

std::string PackWriter::index(std::string_view pack_hash) const {
  std::string text = "\377tOc" + big_endian(2), ids, crcs, offsets;
  std::array<std::uint32_t, 256> up_to{};
  for (const auto& [id, entry] : entries_) {
    ++up_to[id.id[0]];
    ids += raw(id);
    crcs += big_endian(entry.crc);
    offsets += big_endian(entry.offset);
  }
  std::uint32_t sum = 0;
  for (const std::uint32_t count : up_to) text += big_endian(sum += count);
  return with_sha1(text + ids + crcs + offsets + std::string(pack_hash));
}

void PackWriter::finish() {
  if (entries_.empty()) return;
  const std::string hash = seal();
  git_oid name;
  git_oid_fromraw(&name, reinterpret_cast<const unsigned char*>(hash.data()));
  const fs::path pack = folder_ / ("pack-" + hex(name) + ".pack");
  fs::permissions(unfinished_, fs::perms(0444));
  fs::rename(unfinished_, pack);
  unfinished_.clear();
  write_file(fs::path(pack).replace_extension(".idx"), index(hash));  // last: it makes the pack count
  git_check(git_odb_refresh(odb_.get()), pack.string());
}

}  // namespace gulliver
