// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/order_writing.hpp>

#include <runners/files/files.hpp>
#include <runners/model/shell_word.hpp>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// The tree with its series in another folder, for what a cell's recipe needs of them.
TreeSpec with_series(TreeSpec tree, const fs::path& folder) {
  remove_folder(folder);
  int number = 0;
  for (fs::path& series : tree.series) {
    const fs::path copy = folder / std::to_string(++number) / series.filename();
    fs::create_directories(copy.parent_path());
    fs::copy(series, copy, fs::copy_options::recursive);
    series = copy;
  }
  return tree;
}

}  // namespace

void write_order(const OrderFolder& folder, Order order) {
  for (TreeSpec& tree : order.plan.trees) tree = with_series(tree, folder.path / "series");
  write_file(folder.order(), stored_order(order));
}

/// `exec` gives the worker the signals that are meant for the script.
std::string worker_script(const fs::path& program, const OrderFolder& folder) {
  return "#!/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nexport PATH\nexec " +
         shell_word(program.string()) + " worker " + shell_word(folder.path.string()) + "\n";
}

}  // namespace gulliver
