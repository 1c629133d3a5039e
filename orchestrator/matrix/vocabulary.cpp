// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/vocabulary.hpp>

namespace gulliver {
namespace {

std::vector<std::string> with(std::vector<std::string> keys, const char* further) {
  keys.emplace_back(further);
  return keys;
}

}  // namespace

const Vocabulary& matrix_vocabulary() {
  static const Vocabulary vocabulary{
      {"matrix", {"name", "tree", "overlays", "axes", "configs", "guest", "overrides", "include", "exclude", "accepted"}},
      {"tree", {"debian", "suite", "git", "revision", "uncommitted", "url"}},
      {"axes", {"arch", "endian", "config", "toolchain"}},
      {"config", {"about", "base", "fragments", "targets", "user_space"}},
      {"guest", {"memory", "cpus", "cmdline", "deadline"}},
      {"deadline", {"silence", "total"}},
      {"override", {"when", "fragments", "make", "guest"}},
      {"when", {"arch", "endian", "config", "toolchain"}},
      {"include", {"arch", "endian", "config", "toolchain", "reason"}},
      {"exclude", {"arch", "endian", "config", "toolchain", "reason"}},
  };
  return vocabulary;
}

const Vocabulary& arch_vocabulary() {
  static const std::vector<std::string> common{"linux",   "bits",   "since", "port", "make",    "init",  "config",
                                               "targets", "image",  "qemu",  "kvm",  "tcg",     "console",
                                               "cmdline", "memory", "cpus",  "end",  "deadline"};
  static const Vocabulary vocabulary{
      {"table", {"arches"}},         {"arch", with(common, "endian")},
      {"endian", {"little", "big"}}, {"order", with(common, "impossible")},
      {"kvm", {"host", "args"}},     {"deadline", {"silence", "total"}},
  };
  return vocabulary;
}

const Vocabulary& recipe_vocabulary() {
  static const Vocabulary vocabulary{{"recipe", {"suite", "packages", "path", "env"}}};
  return vocabulary;
}

const Vocabulary& accepted_vocabulary() {
  static const Vocabulary vocabulary{
      {"list", {"accepted"}},
      {"entry", {"kind", "test", "cells", "reason", "link", "expires"}},
  };
  return vocabulary;
}

const Vocabulary& settings_vocabulary() {
  static const Vocabulary vocabulary{
      {"settings", {"executor", "limits", "slurm"}},
      {"limits", {"memory", "disk"}},
      {"slurm", {"shared", "node_cache", "program", "partition", "constraint", "account", "cpus", "memory", "window"}},
  };
  return vocabulary;
}

}  // namespace gulliver
