// SPDX-License-Identifier: MIT
#pragma once

#include "samples.hpp"

namespace gulliver {

inline RunRecord record_with(const Cell& cell, VerdictKind kind, const std::string& reason) {
  RunRecord record = passed_record(cell);
  record.verdict = {kind, reason};
  record.tests.reset();
  return record;
}

/// Every standing that a cell can have; the plan names the configs in another order than the matrix.
inline RunView production_run() {
  const Cell kasan = sample_cell("x86_64", Endian::little, "kasan");
  const Cell ibt = sample_cell("x86_64", Endian::little, "ibt");
  const Cell randstruct = sample_cell("x86_64", Endian::little, "randstruct");
  const Cell arm = sample_cell("arm", Endian::little);
  const Cell mips = sample_cell("mips", Endian::big, "kasan");
  RunView view;
  view.run.id = 12;
  view.run.matrix = "/matrices/production.yaml";
  view.run.configs = {{"randstruct", "hardened kernels"}, {"kasan", "whoever writes unsafe code"}, {"ibt", ""},
                      {"kunit", ""}};
  view.run.cells = {kasan.id, ibt.id, randstruct.id, "arm-little/randstruct", arm.id, mips.id, "mips-big/randstruct"};
  view.run.excluded = {{"arm-little/ibt", "X86_KERNEL_IBT is x86's"}, {"arm-little/kasan", "Rust on arm needs !KASAN"},
                       {"mips-big/ibt", "X86_KERNEL_IBT is x86's"}};
  view.records = {passed_record(kasan), record_with(ibt, VerdictKind::broken, "the disk is full"),
                  record_with(randstruct, VerdictKind::unsupported, "RUST needs !RANDSTRUCT"), passed_record(arm),
                  record_with(mips, VerdictKind::boot_hung, "no console output for 60 s")};
  view.records[3].run = 9;
  return view;
}

}  // namespace gulliver
