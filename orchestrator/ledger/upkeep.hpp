// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// What is wrong with a ledger, a sentence each; nothing: all of it can be read and fits together. Reads the
/// whole file.
std::vector<std::string> faults_of_ledger(const std::filesystem::path& file);

/// Copies a ledger as it stands, whole or not at all, while others may write to it.
/// \throws Error  the ledger is damaged, `copy` is there already or cannot be written
void back_up_ledger(const std::filesystem::path& file, const std::filesystem::path& copy);

/// Puts a copy of a backup in the ledger's place. Returns where the old one is now; empty: there was none. Nobody
/// may have it open.
/// \throws Error  the backup is damaged or no ledger, the disk failed
std::filesystem::path restore_ledger(const std::filesystem::path& backup, const std::filesystem::path& file);

}  // namespace gulliver
