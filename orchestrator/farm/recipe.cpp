// SPDX-License-Identifier: MIT
#include <orchestrator/farm/recipe.hpp>

#include <orchestrator/farm/repro.bash.hpp>
#include <runners/files/files.hpp>
#include <runners/guest/guest.hpp>
#include <runners/kernel/config_gate.hpp>
#include <runners/kernel/fragment.hpp>
#include <runners/kernel/make_command.hpp>
#include <runners/kernel/user_space.hpp>
#include <runners/model/error.hpp>
#include <runners/model/shell_word.hpp>
#include <runners/source/series_files.hpp>

#include <cmath>
#include <cstdio>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

using Words = std::vector<std::string>;

std::string line(const std::string& name, const std::string& value) {
  return name + "=" + shell_word(value) + "\n";
}

std::string flag(const std::string& name, bool value) {
  return line(name, value ? "yes" : "no");
}

std::string array(const std::string& name, const Words& words) {
  std::string text = name + "=(";
  for (const std::string& word : words) text += (text.back() == '(' ? "" : " ") + shell_word(word);
  return text + ")\n";
}

/// `command` reads the text, from a here-document whose end does not occur in it.
std::string here_document(const std::string& command, const std::string& text) {
  std::string end = "END_OF_TEXT";
  for (int i = 1; text.find(end) != text.npos; ++i) end = "END_OF_TEXT_" + std::to_string(i);
  const bool open = !text.empty() && text.back() != '\n';
  return "  " + command + " <<'" + end + "'\n" + text + (open ? "\n" : "") + end + "\n";
}

std::string tree_part(const Recipe& recipe) {
  return line("base", recipe.base) + line("commit", recipe.commit) + flag("uncommitted", recipe.uncommitted) +
         line("version", recipe.version);
}

std::string patches_part(const Recipe& recipe) {
  std::string text = "patches() {\n";
  int number = 0;
  for (const PatchText& patch : recipe.patches) {
    char file[16];
    std::snprintf(file, sizeof file, "%04d", ++number);
    text += here_document("apply " + std::string(file) + " " + shell_word(patch.name), patch.text);
  }
  return text + "  return 0\n}\n";
}

std::string toolchain_part(const Toolchain& toolchain) {
  std::string path;
  for (const std::string& folder : toolchain.path) path += (path.empty() ? "" : ":") + folder;
  Words env;
  for (const auto& [name, value] : toolchain.env) env.push_back(name + "=" + value);
  return line("inside_path", path) + array("inside_env", env);
}

/// make's words behind the places of source and build folder, which the script knows.
Words make_words(const Recipe& recipe) {
  Toolchain plain = recipe.toolchain;
  plain.versions.erase("ccache");
  Words words = make_command(recipe.kernel, plain, {});
  words.erase(words.begin(), words.begin() + 4);  // make -C SOURCE O=BUILD
  return words;
}

std::string user_space_part(const Recipe& recipe) {
  if (recipe.kernel.init.empty()) return "";
  return "initramfs_script() {\n" + here_document("cat", std::string(initramfs_script())) + "}\ninit_source() {\n" +
         here_document("cat", std::string(init_source())) + "}\n";
}

std::string build_part(const Recipe& recipe) {
  const ConfigRequest& request = recipe.kernel.request;
  Words wanted, optional;
  for (const ConfigOption& option : effective_options(request))
    (option.optional ? optional : wanted).push_back(option.name + "=" + option.value);
  return array("make_words", make_words(recipe)) + array("targets", recipe.kernel.targets) +
         line("image", recipe.kernel.image) + array("init_flags", recipe.kernel.init) + line("config_base", request.base) +
         flag("takes_request", takes_request(request.base)) + array("wanted", wanted) +
         array("optional", optional) + "request() {\n" + here_document("cat", render_request(request)) +
         "}\n" + user_space_part(recipe);
}

/// QEMU's words without the last: -initrd INITRAMFS, where there is one, -kernel IMAGE -append COMMAND_LINE.
Words qemu_words(GuestSpec guest, bool kvm) {
  guest.user_space = false;
  Words words = qemu_command(guest, "", kvm);
  words.resize(words.size() - 4);
  return words;
}

std::string whole_seconds(Seconds seconds) {
  return std::to_string(static_cast<long>(std::ceil(seconds.count())));
}

std::string guest_part(const Recipe& recipe) {
  GuestSpec guest = recipe.guest;
  guest.test_filter.clear();
  return array("qemu_tcg", qemu_words(guest, false)) +
         array("qemu_kvm", recipe.kvm ? qemu_words(guest, true) : Words()) +
         line("cmdline", qemu_command(guest, "", false).back()) + line("end", guest.end) +
         line("silence", whole_seconds(guest.silence)) + line("total", whole_seconds(guest.total)) +
         line("limit", std::to_string(guest.console_limit));
}

struct BaseWords {
  std::string operator()(const DebianSource& tree) const {
    return tree.package + " of Debian's " + tree.suite;
  }
  std::string operator()(const LocalTree& tree) const { return tree.path.string() + " " + tree.revision; }
  std::string operator()(const RemoteTree& tree) const { return tree.url + " " + tree.revision; }
};

}  // namespace

std::vector<PatchText> read_patches(const TreeSpec& tree) {
  std::vector<PatchText> patches;
  for (const fs::path& series : tree.series)
    for (const fs::path& patch : patches_of(series))
      patches.push_back({series_name(series) + "/" + patch.filename().string(), read_file(patch)});
  return patches;
}

Recipe recipe_of(const TreeSpec& asked, const PreparedTree& prepared) {
  Recipe recipe;
  recipe.base = std::visit(BaseWords(), asked.base);
  if (const auto* tree = std::get_if<Revision>(&prepared)) {
    recipe.base = tree->base;
    recipe.commit = tree->commit;
    recipe.uncommitted = tree->uncommitted;
    recipe.version = tree->version;
  }
  return recipe;
}

std::string recipe_script(const Recipe& recipe) {
  std::string text = "# ---- How the cell was made\n" + tree_part(recipe) + toolchain_part(recipe.toolchain) +
                     build_part(recipe) + guest_part(recipe) + patches_part(recipe);
  if (text.find('\0') != text.npos)
    throw Error("a patch, or a word of the matrix, holds a NUL: no script can hold it");
  return text + "\n" + std::string(repro_bash);
}

}  // namespace gulliver
