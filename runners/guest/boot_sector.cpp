// SPDX-License-Identifier: MIT
#include <runners/guest/boot_sector.hpp>

namespace gulliver {
namespace {

constexpr std::size_t sector_size = 512;

// Loaded at 0x7c00; the text stands right behind the code.
constexpr unsigned char code[] = {
    0x31, 0xC0,        //       xor  ax, ax
    0x8E, 0xD8,        //       mov  ds, ax
    0xFC,              //       cld
    0xBE, 0x17, 0x7C,  //       mov  si, text
    0xBA, 0xF8, 0x03,  //       mov  dx, 0x3f8
    0xAC,              // next: lodsb
    0x84, 0xC0,        //       test al, al
    0x74, 0x03,        //       jz   done
    0xEE,              //       out  dx, al
    0xEB, 0xF8,        //       jmp  next
    0xFA,              // done: cli
    0xF4,              // halt: hlt
    0xEB, 0xFD,        //       jmp  halt
};
static_assert(sizeof code == 0x17);

}  // namespace

std::string boot_sector() {
  std::string sector(code, code + sizeof code);
  sector += boot_sector_text;
  sector += '\n';
  sector.resize(sector_size - 2);
  return sector + "\x55\xAA";
}

}  // namespace gulliver
