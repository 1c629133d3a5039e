// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>
#include <runners/model/error.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// All that passes between who submits a build and who works on it, in a folder that both see:
///
///   order.json         what to do: see order.hpp
///   series/N/NAME      the series on the tree
///   known.sqlite       a ledger of passed boots that need not be repeated; may be missing
///   status.json        how far the worker is, replaced now and then
///   slurm-JOB.log      what the worker printed
///   ATTEMPT-CELL.tmp/  a cell on its way here; an attempt that died leaves it
///   done/CELL/         a cell that counts: the first attempt that could give its folder this name
///
/// Two attempts may be under way at once: nothing but status.json has the same name in both until rename(2)
/// decides. A cell's folder holds its logs as a run's does, and two things more: record.sqlite, a ledger
/// of one run with one record, and `bindings`, what bindgen made for its build.
struct OrderFolder {
  std::filesystem::path path;

  std::filesystem::path order() const { return path / "order.json"; }
  std::filesystem::path known() const { return path / "known.sqlite"; }
  std::filesystem::path status() const { return path / "status.json"; }
  std::filesystem::path done(const Cell& cell) const;

  /// Whether a result of the cell counts.
  bool has(const Cell& cell) const;
};

/// A cell as it is delivered.
struct Delivery {
  RunRecord record;
  Seconds cpu{};  ///< time that it took, with its build if it was the first of it, times the CPUs that were
                  ///< kept for it
};

/// Copies a cell to the order's folder and makes it count, whole or not at all. False: another attempt
/// was first, and nothing of this one stays.
/// \param results   folder of the attempt on its own disk, with a folder for each cell; paths of the record
///                  are below it
/// \param bindings  file of what bindgen made, named as in KernelFolders::bindings; may be missing
/// \param attempt   names it; no other attempt has the same
/// \throws Error, fs::filesystem_error  the disk failed
bool deliver(const Delivery& delivery, const std::filesystem::path& results,
             const std::filesystem::path& bindings, const OrderFolder& order, const std::string& attempt);

/// A delivered result cannot be read.
class BadDelivery : public Error {
 public:
  using Error::Error;
};

/// Takes in what was delivered of a cell: files go to the run's folder and to `bindings`, and the record
/// names them there. Doing it twice changes nothing. \throws BadDelivery \throws Error, fs::filesystem_error
/// the disk failed
Delivery take_delivery(const OrderFolder& order, const Cell& cell, RunId run,
                       const std::filesystem::path& folder, const std::filesystem::path& bindings);

}  // namespace gulliver
