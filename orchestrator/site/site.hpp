// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/site/archive.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// All that the farm remembers as pages that link to one another, each made when it is asked for: HTML for people, and JSON
/// beside it for programs. It needs no server, no other site, and no JavaScript, which adds sorting and filtering.
/// What comes from consoles, logs and patches is escaped. Reads the archive as it is now: lives no longer than it, and
/// no longer than it stays the same.
class Site {
 public:
  explicit Site(const Archive& archive) : archive_(archive) {}

  /// The file of this path: "index.html", "runs/12.json", "gulliver.css". Nothing where the site has none.
  std::optional<std::string> file(const std::string& path) const;

  /// Hands over every file there is, one after the other.
  void each(const std::function<void(const std::string& path, const std::string& text)>& take) const;

 private:
  const RunView& all() const;
  const AbstractionMap& map() const;
  std::optional<std::string> named(std::string_view folder, std::string_view name, bool json) const;
  std::optional<std::string> of_run(std::string_view rest, bool json) const;

  const Archive& archive_;
  mutable std::optional<RunView> all_;
  mutable std::optional<AbstractionMap> map_;
};

/// What a file of this path is, for a server: "text/html; charset=utf-8".
std::string_view content_type(std::string_view path);

}  // namespace gulliver
