// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/error.hpp>

#include <optional>
#include <string>

namespace gulliver {

/// The value, or the Error that a word in the ledger is not one of the model's.
template <class T>
T known(const std::optional<T>& value, const std::string& name) {
  if (!value) throw Error("the ledger holds the word '" + name + "', which this Gulliver does not know");
  return *value;
}

/// The one of the enumerators `first` to `last` whose name_of() is `name`.
template <class Enum>
Enum named(const std::string& name, Enum first, Enum last) {
  for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  return known<Enum>(std::nullopt, name);
}

}  // namespace gulliver
