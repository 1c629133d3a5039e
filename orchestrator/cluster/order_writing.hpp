// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/order_folder.hpp>
#include <orchestrator/order/order.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// Puts an order into its folder, with the series of its tree, which nodes need not see where they are.
/// \throws Error, fs::filesystem_error  the disk failed
void write_order(const OrderFolder& folder, Order order);

/// What a job runs: a script of sh that becomes the worker.
std::string worker_script(const std::filesystem::path& program, const OrderFolder& folder);

}  // namespace gulliver
