// SPDX-License-Identifier: MIT
// ktap_bench LOG...: how fast the KTAP reader is, in MB/s on one core. Each log is read as often as
// it takes to have read 50 MB and at least three times; the fastest reading of it counts.
#include <runners/files/files.hpp>
#include <runners/suite/ktap.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

using namespace gulliver;

namespace {

constexpr double megabyte = 1e6;

/// Seconds that one reading takes.
double read_once(const std::string& console, TestCounts& counts) {
  const auto begin = std::chrono::steady_clock::now();
  counts = count(parse_ktap(console));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void measure(const std::string& log) {
  const std::string console = read_file(log);
  const double size = static_cast<double>(console.size()) / megabyte;
  const int rounds = std::max(3, static_cast<int>(50 / std::max(size, 0.001)));
  TestCounts counts;
  double best = read_once(console, counts);
  for (int round = 1; round < rounds; ++round) best = std::min(best, read_once(console, counts));
  std::printf("%8.1f MB/s  %7.2f MB  %6d tests  %s\n", size / best, size, counts.total(),
              std::filesystem::path(log).filename().c_str());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    for (int i = 1; i < argc; ++i) measure(argv[i]);
    return argc > 1 ? 0 : 2;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "ktap_bench: %s\n", fault.what());
    return 2;
  }
}
