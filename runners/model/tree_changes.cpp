// SPDX-License-Identifier: MIT
#include <runners/model/tree_changes.hpp>

#include <algorithm>
#include <charconv>

namespace gulliver {

int moved_line(const ChangedFile& file, int old_line) {
  int shift = 0;
  for (const ChangedLines& change : file.lines) {
    const int removed = static_cast<int>(change.removed.size()), added = static_cast<int>(change.added.size());
    const int first_behind = change.old_line + std::max(removed, 1);
    if (removed > 0 && old_line >= change.old_line && old_line < first_behind) return 0;
    if (old_line >= first_behind) shift += added - removed;
  }
  return old_line + shift;
}

std::string moved_place(const TreeChanges& changes, const std::string& place) {
  const std::size_t colon = place.rfind(':');
  int line = 0;
  if (colon == place.npos) return place;
  const auto [end, error] = std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  if (error != std::errc() || end != place.data() + place.size()) return place;
  const auto file = std::ranges::find(changes, place.substr(0, colon), &ChangedFile::old_path);
  if (file == changes.end()) return place;
  const int moved = file->path.empty() ? 0 : moved_line(*file, line);
  return moved == 0 ? "" : file->path + ":" + std::to_string(moved);
}

}  // namespace gulliver
