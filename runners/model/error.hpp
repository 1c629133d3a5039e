// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace gulliver {

/// A fault of the farm: one sentence that says what was found and what would have been right.
/// Caught in two places: around a phase of a cell (verdict `broken`) and in main (exit code 3).
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A mistake in what a person gave (arguments, a matrix, a patch): exit code 2.
/// The text may hold several lines, one mistake each, in the order of the file.
class InputError : public Error {
 public:
  using Error::Error;
};

/// Somebody pressed Ctrl-C. Not an Error: it passes through everything and empties the lanes.
class Interrupted : public std::exception {
 public:
  const char* what() const noexcept override { return "interrupted"; }
};

}  // namespace gulliver
