// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace gulliver {

/// A folder for files that a fuzzer hands to a reader. In memory where the machine has /dev/shm. It stays: a fuzzer may end by a
/// signal, and could not remove it.
class Scratch {
 public:
  Scratch() : folder_((std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp") + std::string("/gulliver-fuzz")) {
    std::filesystem::create_directories(folder_);
  }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace gulliver
