// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/order_folder.hpp>

#include <orchestrator/farm/farm.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <runners/files/files.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr const char* record_file = "record.sqlite";
constexpr const char* bindings_folder = "bindings";

/// Waits until a file or folder is on the disk.
void sync(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int reason = errno;
  if (fd >= 0) ::close(fd);
  if (!synced) throw Error(path.string() + ": cannot be written to the disk: " + std::strerror(reason));
}

void sync_all(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) sync(entry.path());
  sync(folder);
}

/// Plain files and folders; over what is there already.
void copy_files(const fs::path& from, const fs::path& to) {
  fs::create_directories(fs::is_directory(from) ? to : to.parent_path());
  constexpr auto how =
      fs::copy_options::recursive | fs::copy_options::overwrite_existing | fs::copy_options::skip_symlinks;
  fs::copy(from, to, how);
}

/// A path below one folder as below another; any other one stays as it is.
fs::path moved(const fs::path& path, const fs::path& from, const fs::path& to) {
  const auto [end, rest] = std::mismatch(from.begin(), from.end(), path.begin(), path.end());
  if (path.empty() || end != from.end()) return path;
  fs::path result = to;
  for (auto part = rest; part != path.end(); ++part) result /= *part;
  return result;
}

void move_files(RunRecord& record, const fs::path& from, const fs::path& to) {
  if (record.build) record.build->log = moved(record.build->log, from, to);
  if (record.build) record.build->config_file = moved(record.build->config_file, from, to);
  if (record.boot) record.boot->console = moved(record.boot->console, from, to);
  for (Reboot& reboot : record.reboots) reboot.console = moved(reboot.console, from, to);
}

/// SQLite does not trust a shared folder with its locks: written and read is a file on the own disk.
void keep_record(const fs::path& file, const Delivery& delivery, const fs::path& results) {
  fs::remove(file);
  Ledger ledger(file);
  Run run;
  run.cells = {delivery.record.cell.id};
  run.started = delivery.record.started;
  RunRecord record = delivery.record;
  record.run = ledger.begin(run);
  ledger.set_folder(record.run, results);
  ledger.add(record);
  ledger.finish(record.run, record.finished, delivery.cpu);
}

Delivery read_record(const fs::path& file, RunId run, const fs::path& folder) {
  try {
    const Ledger ledger(file);
    const auto made = ledger.find_run(1);
    std::vector<RunRecord> records = ledger.records(1);
    if (!made || records.size() != 1) throw Error(file.string() + " holds no record");
    Delivery delivery{std::move(records.front()), made->cpu};
    delivery.record.run = run;
    move_files(delivery.record, made->folder, folder);
    return delivery;
  } catch (const Error& fault) {
    throw BadDelivery("the result from a node cannot be read: " + std::string(fault.what()));
  }
}

}  // namespace

fs::path OrderFolder::done(const Cell& cell) const {
  return path / "done" / folder_name(cell);
}

bool OrderFolder::has(const Cell& cell) const {
  std::error_code ignored;
  return fs::exists(done(cell) / record_file, ignored);
}

bool deliver(const Delivery& delivery, const fs::path& results, const fs::path& bindings,
             const OrderFolder& order, const std::string& attempt) {
  const Cell& cell = delivery.record.cell;
  if (order.has(cell)) return false;
  const fs::path local = results / folder_name(cell);
  fs::create_directories(local);
  keep_record(local / record_file, delivery, results);
  const fs::path part = order.path / (attempt + "-" + folder_name(cell) + ".tmp");
  copy_files(local, part);
  if (fs::exists(bindings)) copy_files(bindings, part / bindings_folder / bindings.filename());
  sync_all(part);
  fs::create_directories(order.path / "done");
  std::error_code error;
  fs::rename(part, order.done(cell), error);
  if (!error) {
    sync(order.path / "done");
    return true;
  }
  remove_folder(part);
  if (order.has(cell)) return false;
  throw Error(part.string() + ": cannot become " + order.done(cell).string() + ": " + error.message());
}

Delivery take_delivery(const OrderFolder& order, const Cell& cell, RunId run, const fs::path& folder,
                       const fs::path& bindings) {
  const fs::path here = folder / folder_name(cell);
  copy_files(order.done(cell), here);
  if (fs::exists(here / bindings_folder)) {
    copy_files(here / bindings_folder, bindings);
    remove_folder(here / bindings_folder);
  }
  Delivery delivery = read_record(here / record_file, run, folder);
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove((here / record_file).string() + ending);
  return delivery;
}

}  // namespace gulliver
