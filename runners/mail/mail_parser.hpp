// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <cstddef>
#include <string_view>

namespace gulliver {

/// Reads one mail; `number` is what messages call it.  \throws InputError  its header is too large
Mail parse_mail(std::string_view bytes, std::size_t number);

}  // namespace gulliver
