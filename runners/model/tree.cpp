// SPDX-License-Identifier: MIT
#include <runners/model/tree.hpp>

#include <boost/algorithm/string/join.hpp>

namespace gulliver {

std::string with_series(const std::string& base, const std::vector<std::string>& series) {
  return series.empty() ? base : base + " with " + boost::algorithm::join(series, ", ");
}

}  // namespace gulliver
