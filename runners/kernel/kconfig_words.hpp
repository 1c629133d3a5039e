// SPDX-License-Identifier: MIT
#pragma once

#include <runners/kernel/kconfig_answer.hpp>
#include <runners/model/kernel.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// Kconfig's facts as a sentence for a person.
struct KconfigWords {
  const KconfigAnswer& answer;
  const std::string& toolchain;
  const std::string& linux_arch;

  /// "RUST needs HAVE_RUST; HAVE_RUST needs !EXPOLINE; EXPOLINE=y comes from a.config:3"
  std::string chain(const LostOption& lost, const ConfigOption& self, const std::vector<ConfigOption>& causes) const;

 private:
  std::string words_of(const KconfigFact& fact, const ConfigOption& self) const;
  std::string undefined(const ConfigOption& option) const;
  std::string probe(const KconfigFact& fact) const;
};

/// A version as kbuild's scripts count it, as people write it: RUSTC_VERSION 109600 is "1.96.0",
/// CLANG_VERSION 190107 is "19.1.7". Other symbols than *_VERSION stay numbers.
std::string version_text(const std::string& symbol, long number);

}  // namespace gulliver
