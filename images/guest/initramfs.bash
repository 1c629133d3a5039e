# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# sh -c TEXT initramfs SOURCE BUILD IMAGE FLAG... <init.c: makes the user space of a guest from a kernel that is built, as
# "IMAGE.initramfs" in BUILD: /init, compiled for the target that clang's FLAGs name, and every module of the kernel. The same
# input makes the same bytes, and no root is needed. SOURCE is the kernel's tree, whose nolibc and gen_init_cpio are used.
set -eu
source=$1 image=$3
cd "$2"
shift 3
rm -rf guest
mkdir guest

clang "$@" -Os -Wall -ffreestanding -fno-stack-protector -fno-pic -fno-asynchronous-unwind-tables -static -nostdlib -nostdinc \
  -isystem "$(clang -print-resource-dir)/include" -I "$source/tools/include/nolibc" -I usr/include -include nolibc.h \
  -fuse-ld=lld -o guest/init -x c -

if [ -f modules.order ]; then
  while read -r module; do
    module=${module%.o}.ko name=${module##*/}
    echo "${name%.ko}" | tr - _ >>guest/names
    echo "file /modules/$(tail -n 1 guest/names).ko $module 644 0 0"
  done <modules.order >guest/modules
fi
touch guest/names guest/modules

{
  for folder in /dev /proc /sys /debug /config /modules; do echo "dir $folder 755 0 0"; done
  echo 'nod /dev/console 600 0 0 c 5 1'
  echo 'nod /dev/kmsg 600 0 0 c 1 11'
  echo 'file /init guest/init 755 0 0'
  echo 'file /modules/names guest/names 644 0 0'
  cat guest/modules
} >guest/list
usr/gen_init_cpio -t 0 guest/list >"$image.initramfs"
