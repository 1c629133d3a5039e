// SPDX-License-Identifier: MIT
#include <orchestrator/cli/mail_sender.hpp>

#include <unistd.h>

#include <cstdlib>

namespace gulliver {

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 && name[0] != '\0' ? name : "localhost";
}

Address address_in(const std::string& text) {
  const std::size_t open = text.rfind('<'), close = text.rfind('>');
  if (open == text.npos || close == text.npos || close < open) return {"", text};
  std::string name = text.substr(0, open);
  while (name.ends_with(' ')) name.pop_back();
  return {name, text.substr(open + 1, close - open - 1)};
}

Address mail_sender(const std::string& from) {
  if (!from.empty()) return address_in(from);
  if (const char* set = std::getenv("GULLIVER_FROM"); set && *set) return address_in(set);
  return {"Gulliver", "gulliver@" + host_name()};
}

}  // namespace gulliver
