// SPDX-License-Identifier: MIT
#include <runners/toolchain/toolchain_store.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/disk_space.hpp>
#include <runners/toolchain/image_recipe.hpp>
#include <runners/toolchain/sandbox.hpp>
#include <runners/toolchain/search_path.hpp>

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// Everything in the images folder that is not a whole image begins with a dot.
void remove_leftovers(const fs::path& images) {
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator(images)) {
    if (entry.path().filename().string().starts_with('.')) leftovers.push_back(entry.path());
  }
  for (const fs::path& leftover : leftovers) remove_folder(leftover);
}

Command image_command(const ToolchainRecipe& recipe, const fs::path& workplace) {
  const char* mirror = std::getenv("GULLIVER_DEBIAN_MIRROR");
  Command command;
  command.argv = mmdebstrap_command(recipe, workplace / "rootfs", mirror ? mirror : "", this_process());
  command.env = {{"LC_ALL", "C.UTF-8"}};
  command.output = workplace / "log";
  command.total = Seconds(2 * 60 * 60);
  return command;
}

/// Of what mmdebstrap printed, the line that says why it failed: its first error, or else its last line.
std::string complaint(std::string_view printed) {
  std::string last = "no message";
  while (!printed.empty()) {
    const std::string_view line = printed.substr(0, printed.find('\n'));
    printed.remove_prefix(std::min(line.size() + 1, printed.size()));
    if (line.starts_with("E: ")) return std::string(line.substr(3));
    if (!line.empty()) last = line;
  }
  return last;
}

std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto it = fs::recursive_directory_iterator(folder, options, error); !error && it != fs::end(it);
       it.increment(error)) {
    if (it->is_regular_file(error) && !it->is_symlink(error)) bytes += it->file_size(error);
  }
  return bytes;
}

}  // namespace

ToolchainStore::ToolchainStore(fs::path cache, ProcessRunner& processes, std::uint64_t room)
    : cache_(std::move(cache)), processes_(processes), room_(room) {}

std::optional<Toolchain> ToolchainStore::find(const ToolchainRecipe& recipe) const {
  const fs::path folder = images() / image_folder(recipe);
  if (!fs::exists(folder / "manifest")) return std::nullopt;
  return image_toolchain(recipe, folder / "rootfs", parse_manifest(read_file(folder / "manifest")));
}

asio::awaitable<Toolchain> ToolchainStore::build(ToolchainRecipe recipe, Progress progress) {
  if (const auto found = find(recipe)) co_return *found;
  require_program("mmdebstrap", "mmdebstrap");
  const bool root = this_process() == Caller::root;
  if (!root) require_program("newuidmap", "uidmap");
  fs::create_directories(images());
  remove_leftovers(images());
  for (const fs::path& folder : {images(), root ? images() : fs::temp_directory_path()})
    require_space(folder, fs::space(folder).available, room_);

  const fs::path workplace = images() / (".building-" + recipe.name);
  fs::create_directory(workplace);
  if (root) fs::permissions(workplace, fs::perms::owner_all);  // it has programs that are setuid root
  Command command = image_command(recipe, workplace);
  command.on_line = [&progress](std::string_view line) {
    if (progress && line.starts_with("I: ")) progress(line.substr(3));
    return Reading::go_on;
  };
  const ProcessResult result = co_await processes_.run(command);
  if (!result.ok())
    throw Error("the image " + recipe.name + " could not be made: " + complaint(result.tail) +
                " (log: " + (workplace / "log").string() + ")");

  const Manifest manifest = read_dpkg_status(read_file(workplace / "rootfs/var/lib/dpkg/status"));
  write_file(workplace / "manifest", render_manifest(manifest));
  write_file(workplace / "recipe", image_text(recipe));
  fs::rename(workplace, images() / image_folder(recipe));
  co_return image_toolchain(recipe, images() / image_folder(recipe) / "rootfs", manifest);
}

std::vector<ToolchainImage> ToolchainStore::list(const std::vector<ToolchainRecipe>& recipes) const {
  std::vector<ToolchainImage> found;
  if (!fs::is_directory(images())) return found;
  for (const auto& entry : fs::directory_iterator(images())) {
    const std::string folder = entry.path().filename().string();
    const std::size_t dash = folder.rfind('-');
    if (folder.starts_with('.') || dash == std::string::npos || !fs::exists(entry.path() / "manifest"))
      continue;
    ToolchainImage image{folder.substr(0, dash), folder.substr(dash + 1), entry.path() / "rootfs",
                         bytes_in(entry.path()), false};
    image.current = std::any_of(recipes.begin(), recipes.end(), [&](const ToolchainRecipe& recipe) {
      return image_folder(recipe) == folder;
    });
    found.push_back(std::move(image));
  }
  std::sort(found.begin(), found.end(),
            [](const ToolchainImage& a, const ToolchainImage& b) { return a.root < b.root; });
  return found;
}

void ToolchainStore::remove(const ToolchainImage& image) {
  const fs::path folder = image.root.parent_path();
  const fs::path leftover = folder.parent_path() / (".removed-" + folder.filename().string());
  if (fs::exists(leftover)) remove_folder(leftover);
  fs::rename(folder, leftover);  // from here on it is no image, however far the removal comes
  remove_folder(leftover);
}

}  // namespace gulliver
