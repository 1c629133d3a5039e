// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace gulliver {

/// Something of C as Rust sees it, in two versions of a kernel.
struct ChangedBinding {
  std::string name;    ///< "xa_store"
  std::string before;  ///< "fn xa_store(arg1: *mut xarray, index: ffi::c_ulong) -> *mut ffi::c_void"; empty: it is new
  std::string after;   ///< empty: it is gone
  bool operator==(const ChangedBinding&) const = default;
};

}  // namespace gulliver
