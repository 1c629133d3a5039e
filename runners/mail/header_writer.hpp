// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Header fields (RFC 5322) of values from strangers, with name and line end, folded at 76 columns.
/// What a value may not hold cannot get out of its field: control characters become spaces, text
/// that is not plain ASCII encoded words (RFC 2047). A field without a value is "".

std::string text_field(const std::string& name, std::string_view text);

/// Leaves out what is no address.
std::string address_field(const std::string& name, const std::vector<Address>& addresses);

/// Leaves out what is no id.
std::string id_field(const std::string& name, const std::vector<std::string>& ids);

/// "local@domain", both dot-atoms of ASCII (RFC 5322, 3.4.1).
bool is_address(std::string_view text);

/// What may stand between < and > in a Message-ID: ASCII without spaces and <>, at most 250 of it.
bool is_id(std::string_view text);

}  // namespace gulliver
