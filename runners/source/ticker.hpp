// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>

namespace gulliver {

/// Carried by long work: it tells how far it has come, and ends it when somebody presses Ctrl-C.
class Ticker {
 public:
  using Tell = std::function<void(std::string)>;
  Ticker() = default;
  Ticker(std::stop_token stop, Tell tell) : stop_(std::move(stop)), tell_(std::move(tell)) {}

  bool stopped() const { return stop_.stop_requested(); }

  /// \throws Interrupted  somebody asked to stop
  void check() const;

  void tell(std::string what) const;

  /// One more step of `total`; tells "WHAT: N %" whenever N grows.  \throws Interrupted
  void step(const std::string& what, std::size_t done, std::size_t total) const;

 private:
  std::stop_token stop_;
  Tell tell_;
};

}  // namespace gulliver
