// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/process_runner.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace gulliver {

/// Cuts a stream of chunks into lines, for Command::on_line.
class LineSplitter {
 public:
  static constexpr std::size_t longest = 64 * 1024;

  /// `on_line` may be empty: then there is nothing to do.
  explicit LineSplitter(std::function<Reading(std::string_view)> on_line) : on_line_(std::move(on_line)) {}

  /// Hands on every line that is complete now. Says `enough` when the callback did, and from then on.
  Reading add(std::string_view chunk);

  /// Hands on what stands behind the last line end, if anything.
  Reading finish();

 private:
  void keep(std::string_view part);
  void hand_on();

  std::function<Reading(std::string_view)> on_line_;
  std::string line_;
  Reading reading_ = Reading::go_on;
};

}  // namespace gulliver
