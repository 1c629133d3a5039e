// SPDX-License-Identifier: MIT
#include <runners/source/resolved_packages.hpp>

#include <runners/files/files.hpp>

#include <algorithm>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

bool same_question(const ResolvedPackage& package, const std::string& asked, const std::string& suite) {
  return package.asked == asked && package.suite == suite;
}

}  // namespace

std::vector<ResolvedPackage> ResolvedPackages::all() const {
  std::vector<ResolvedPackage> packages;
  if (!fs::exists(file_)) return packages;
  std::istringstream lines(read_file(file_));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    ResolvedPackage package;
    std::string more;
    if (!(words >> package.asked >> package.suite >> package.package >> package.version >> package.commit) ||
        words >> more)
      throw Error(file_.string() + ":" + std::to_string(number) + ": found '" + line +
                  "', expected asked, suite, package, version and commit");
    packages.push_back(package);
  }
  return packages;
}

std::optional<ResolvedPackage> ResolvedPackages::find(const DebianSource& source) const {
  for (const ResolvedPackage& package : all())
    if (same_question(package, source.package, source.suite)) return package;
  return std::nullopt;
}

void ResolvedPackages::keep(const ResolvedPackage& package) {
  std::vector<ResolvedPackage> packages = all();
  std::erase_if(packages, [&](const auto& old) { return same_question(old, package.asked, package.suite); });
  packages.push_back(package);
  std::string text = "# asked, suite, package, version, commit in mirror.git\n";
  for (const ResolvedPackage& p : packages)
    text += p.asked + " " + p.suite + " " + p.package + " " + p.version + " " + p.commit + "\n";
  write_file(file_, text);
}

}  // namespace gulliver
