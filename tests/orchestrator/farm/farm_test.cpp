// SPDX-License-Identifier: MIT
// The whole farm against scripted processes: make and QEMU are answered, everything else is real.
#include "scripted_farm.hpp"

#include <gmock/gmock.h>

#include <sys/utsname.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(FarmTest, every_cell_leaves_one_record) {
  work();
  ASSERT_EQ(observer_.records.size(), 2U);
  const RunRecord& mips = record("mips-big/kunit");
  EXPECT_EQ(mips.verdict, (Verdict{VerdictKind::passed, "2 tests passed, 2 of them Rust"}));
  EXPECT_EQ(mips.run, 7);
  EXPECT_EQ(mips.tree.id, "1234");
  EXPECT_FALSE(mips.build->cached);
  EXPECT_EQ(mips.build->image_hash, sha256("mips image"));
  EXPECT_EQ(mips.boot->kernel_version, "7.3.4");
  EXPECT_EQ(read_file(mips.build->config_file), "CONFIG_RUST=y\nCONFIG_KUNIT=y\n");
  EXPECT_EQ(read_file(mips.boot->console), good_console);
}

TEST_F(FarmTest, the_phases_of_a_cell_come_in_order) {
  lanes_ = 1;
  plan_.builds.pop_back();
  work();
  EXPECT_THAT(observer_.phases["mips-big/kunit"],
              ElementsAre(Phase::configuring, Phase::building, Phase::waiting_to_boot, Phase::booting, Phase::done));
  EXPECT_EQ(observer_.build_lines["mips-big/kunit"], 3);
  EXPECT_EQ(observer_.tests["mips-big/kunit"], 2);
}

TEST_F(FarmTest, a_kernel_that_is_mute_under_kvm_is_emulated_and_so_are_those_after_it) {
  utsname host{};
  ASSERT_EQ(::uname(&host), 0);
  for (Build& build : plan_.builds) {
    build.cells[0].guest.kvm_host = host.machine;
    build.cells[0].guest.kvm = {"-cpu", "host"};
  }
  world_.on("-accel kvm", "");
  kvm_ = {true, ""};
  lanes_ = 1;
  work();
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
  EXPECT_FALSE(record("mips-big/kunit").boot->kvm);
  EXPECT_TRUE(record("riscv-little/kunit").verdict.passed());
  EXPECT_EQ(world_.count("-accel kvm"), 1);
  EXPECT_FALSE(kvm_.works);
  EXPECT_EQ(kvm_.reason, "a kernel that speaks under emulation said nothing under KVM");
}

TEST_F(FarmTest, a_kernel_that_is_mute_anyway_says_nothing_against_kvm) {
  utsname host{};
  ASSERT_EQ(::uname(&host), 0);
  plan_.builds.pop_back();
  plan_.builds[0].cells[0].guest.kvm_host = host.machine;
  world_.on("qemu-system", "");
  kvm_ = {true, ""};
  reboots_ = 0;
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict.kind, VerdictKind::no_output);
  EXPECT_EQ(world_.count("-accel kvm"), 1);
  EXPECT_TRUE(kvm_.works);
}

TEST_F(FarmTest, a_second_run_makes_and_boots_nothing) {
  work();
  observer_.memory = observer_.records;
  observer_.records.clear();
  world_.commands.clear();
  work();
  EXPECT_TRUE(world_.commands.empty()) << joined(world_.commands.front());
  EXPECT_TRUE(record("mips-big/kunit").build->cached);
  EXPECT_TRUE(record("mips-big/kunit").boot->cached);
  EXPECT_EQ(record("mips-big/kunit").boot->from, 7);
  EXPECT_EQ(count(*record("mips-big/kunit").tests).passed, 2);
}

TEST_F(FarmTest, the_key_of_an_input_is_known_before_anything_is_measured) {
  work();
  const std::string mips = record("mips-big/kunit").input_key;
  EXPECT_NE(mips, record("riscv-little/kunit").input_key);
  KernelSpec kernel = plan_.builds[0].kernel;
  kernel.tree_id = "1234";
  EXPECT_EQ(input_key(kernel, plan_.builds[0].cells[0].guest, toolchain_), mips);
  kernel.tree_id = "5678";
  EXPECT_NE(input_key(kernel, plan_.builds[0].cells[0].guest, toolchain_), mips);
  kernel.tree_id = "1234";
  GuestSpec guest = plan_.builds[0].cells[0].guest;
  guest.cmdline = "kunit.filter_glob=rust_kvec";
  EXPECT_NE(input_key(kernel, guest, toolchain_), mips);
}

TEST_F(FarmTest, a_build_begins_as_a_copy_of_another_one) {
  world_.on("cp -a", [](const Command& c) {
    std::filesystem::copy(c.argv[3], c.argv[4], std::filesystem::copy_options::recursive);
    return printed(c, "");
  });
  work();
  for (Build& build : plan_.builds) {
    build.kernel.seed = build.kernel.id;
    build.kernel.id += ".patched";
  }
  work();
  work();
  EXPECT_EQ(world_.count("cp -a"), 2) << "once for each";
  EXPECT_EQ(world_.count(" vmlinux"), 2) << "of the same inputs: nothing is made";
}

TEST_F(FarmTest, bindings_are_kept_under_what_they_were_made_of) {
  world_.on(" vmlinux", [](const Command& c) {
    const std::filesystem::path out = outside_of(c, "/gulliver/build");
    std::filesystem::create_directories(out / "rust/bindings");
    write_file(out / "rust/bindings/bindings_generated.rs", "pub fn xa_store();\n");
    write_file(out / "vmlinux", "image");
    return printed(c, "  CC      init/main.o\n");
  });
  work();
  remove_folder(folder_ / "cache/bindings");
  work();
  EXPECT_EQ(world_.count(" vmlinux"), 2) << "nothing is made a second time";
  KernelSpec kernel = plan_.builds[0].kernel;
  kernel.tree_id = "1234";
  EXPECT_EQ(kept_bindings(folder_ / "cache", kernel, toolchain_), "pub fn xa_store();\n");
  kernel.tree_id = "5678";
  EXPECT_EQ(kept_bindings(folder_ / "cache", kernel, toolchain_), "");
}

TEST_F(FarmTest, every_cell_leaves_a_recipe_whatever_came_of_it) {
  world_.on("ARCH=riscv", [](const Command& c) { return printed(c, "error: no\n", 2); });
  work();
  EXPECT_NE(record("riscv-little/kunit").verdict.kind, VerdictKind::passed);
  for (const char* folder : {"mips-big-kunit", "riscv-little-kunit"}) {
    const std::string recipe = read_file(folder_ / "runs" / folder / recipe_file);
    EXPECT_NE(recipe.find("wanted=(RUST=y KUNIT=y)\n"), std::string::npos) << recipe;
  }
}

TEST_F(FarmTest, fresh_boots_again_but_makes_nothing) {
  work();
  observer_.memory = observer_.records;
  observer_.records.clear();
  world_.commands.clear();
  fresh_ = true;
  work();
  EXPECT_EQ(world_.count("qemu-system"), 2);
  EXPECT_EQ(world_.commands.size(), 2U);
  EXPECT_FALSE(record("riscv-little/kunit").boot->cached);
}

TEST_F(FarmTest, another_tree_is_made_anew) {
  work();
  std::get<Revision>(tree_).id = "5678";
  world_.commands.clear();
  work();
  EXPECT_EQ(world_.count(" vmlinux"), 2);
}

TEST_F(FarmTest, an_image_that_was_tampered_with_is_made_anew) {
  work();
  write_file(folder_ / "cache/builds/mips/out/vmlinux", "something else");
  world_.commands.clear();
  work();
  EXPECT_EQ(world_.count("ARCH=mips"), 2);
  EXPECT_EQ(world_.count("ARCH=riscv"), 0);
}

TEST_F(FarmTest, a_dropped_option_is_found_before_anything_is_built) {
  world_.on("allnoconfig", [](const Command& c) {
    write_file(outside_of(c, "/gulliver/build") / ".config", "CONFIG_KUNIT=y\n");
    return printed(c, "");
  });
  world_.on("rustavailable", "***\n*** Rust compiler 'rustc' is too old.\n***\n", 2);
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict,
            (Verdict{VerdictKind::config_dropped, "Kconfig dropped RUST=y (it is n; asked for in a.config:1); toolchain "
                                                  "image: Rust compiler 'rustc' is too old."}));
  EXPECT_EQ(world_.count(" vmlinux"), 0);
  EXPECT_EQ(world_.count("qemu-system"), 0);
}

TEST_F(FarmTest, an_option_that_make_itself_drops_is_found_after_the_build) {
  world_.on(" vmlinux", [](const Command& c) {
    const fs::path out = outside_of(c, "/gulliver/build");
    write_file(out / "vmlinux", "image");
    write_file(out / ".config", "CONFIG_KUNIT=y\n");
    return printed(c, "");
  });
  world_.on("rustavailable", "Rust is available!\n");
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict.kind, VerdictKind::config_dropped);
  EXPECT_EQ(world_.count("qemu-system"), 0);
}

TEST_F(FarmTest, a_build_that_fails_says_where_and_the_others_go_on) {
  world_.on("ARCH=mips LLVM=1 KBUILD_BUILD_USER=gulliver KBUILD_BUILD_HOST=gulliver KBUILD_BUILD_VERSION=1 "
            "KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970 vmlinux",
            "error[E0425]: cannot find function `foo`\n  --> rust/kernel/str.rs:34:9\n", 2);
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict,
            (Verdict{VerdictKind::build_failed, "abstraction str: rust/kernel/str.rs:34: error[E0425]: cannot find function `foo`"}));
  EXPECT_EQ(record("mips-big/kunit").fingerprint.size(), 12U);
  EXPECT_TRUE(record("riscv-little/kunit").verdict.passed());
  EXPECT_EQ(record("riscv-little/kunit").fingerprint, "");
}

TEST_F(FarmTest, a_make_that_leaves_no_image_has_failed) {
  world_.on(" vmlinux", "");
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict,
            (Verdict{VerdictKind::build_failed, "make ended well but left no vmlinux"}));
}

TEST_F(FarmTest, a_full_disk_is_the_farms_fault) {
  world_.on(" vmlinux", "fatal error: No space left on device\n", 2);
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict.kind, VerdictKind::broken);
}

TEST_F(FarmTest, a_fault_of_the_farm_spoils_one_cell_and_not_the_night) {
  world_.on("qemu-system-mips", [](const Command&) -> ProcessResult { throw Error("qemu-system-mips: not found"); });
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict, (Verdict{VerdictKind::broken, "qemu-system-mips: not found"}));
  EXPECT_TRUE(record("riscv-little/kunit").verdict.passed());
}

TEST_F(FarmTest, a_patch_that_does_not_apply_is_the_verdict_of_its_cells) {
  tree_ = Verdict{VerdictKind::patch_failed, "0001-x.patch: does not apply"};
  work();
  EXPECT_EQ(record("mips-big/kunit").verdict.reason, "0001-x.patch: does not apply");
  EXPECT_FALSE(record("mips-big/kunit").build.has_value());
  EXPECT_TRUE(world_.commands.empty());
}

TEST_F(FarmTest, the_guest_is_ended_at_its_last_result) {
  world_.on("qemu-system", good_console + "Kernel panic - not syncing: no root\n");
  work();
  EXPECT_EQ(record("mips-big/kunit").boot->end, GuestEnd::last_result);
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(FarmTest, interruption_passes_through_and_no_lane_begins_another) {
  lanes_ = 1;
  world_.on(" vmlinux", [](const Command&) -> ProcessResult { throw Interrupted(); });
  EXPECT_THROW(work(), Interrupted);
  EXPECT_TRUE(observer_.records.empty());
  EXPECT_EQ(world_.count("ARCH=riscv"), 0);
}

TEST_F(FarmTest, a_build_that_was_interrupted_is_not_taken_for_whole) {
  world_.on(" vmlinux", [](const Command& c) -> ProcessResult {
    write_file(outside_of(c, "/gulliver/build") / "vmlinux", "half an ima");
    throw Interrupted();
  });
  EXPECT_THROW(work(), Interrupted);
  world_.on(" vmlinux", [](const Command& c) {
    write_file(outside_of(c, "/gulliver/build") / "vmlinux", "whole image");
    return printed(c, "");
  });
  world_.commands.clear();
  work();
  EXPECT_EQ(world_.count(" vmlinux"), 2);
  EXPECT_EQ(record("mips-big/kunit").build->image_hash, sha256("whole image"));
}

TEST_F(FarmTest, objects_of_a_make_that_was_killed_are_thrown_away) {
  world_.on(" vmlinux", [](const Command& c) -> ProcessResult {
    write_file(outside_of(c, "/gulliver/build") / "half.o", "half an obj");
    throw Interrupted();
  });
  EXPECT_THROW(work(), Interrupted);
  world_.on(" vmlinux", [](const Command& c) {
    write_file(outside_of(c, "/gulliver/build") / "vmlinux", "image");
    return printed(c, "");
  });
  work();
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
  EXPECT_FALSE(fs::exists(folder_ / "cache/builds/mips/out/half.o"));
}

TEST_F(FarmTest, objects_of_a_build_that_failed_are_kept_for_the_next) {
  world_.on(" vmlinux", [](const Command& c) {
    write_file(outside_of(c, "/gulliver/build") / "good.o", "");
    return printed(c, "a.c:1:1: error: x\n", 2);
  });
  work();
  work();
  EXPECT_TRUE(fs::exists(folder_ / "cache/builds/mips/out/good.o"));
}

TEST_F(FarmTest, a_record_that_cannot_be_kept_ends_the_run) {
  lanes_ = 1;
  observer_.fail_with = "ledger.sqlite: disk full";
  EXPECT_THROW(work(), Error);
  EXPECT_EQ(world_.count("ARCH=riscv"), 0);
}

TEST_F(FarmTest, objects_of_another_toolchain_are_thrown_away) {
  work();
  write_file(folder_ / "cache/builds/mips/out/old.o", "");
  toolchain_.id = "id2";
  work();
  EXPECT_FALSE(fs::exists(folder_ / "cache/builds/mips/out/old.o"));
}

TEST_F(FarmTest, the_request_goes_to_kconfig_as_written) {
  std::string request;
  world_.on("allnoconfig", [&](const Command& c) {
    request = read_file(outside_of(c, "/tmp/request.config"));
    write_file(outside_of(c, "/gulliver/build") / ".config", "CONFIG_RUST=y\nCONFIG_KUNIT=y\n");
    return printed(c, "");
  });
  work();
  EXPECT_THAT(request, HasSubstr("CONFIG_RUST=y\nCONFIG_KUNIT=y\n"));
}

TEST(LongestFirst, unknown_builds_lead_then_the_longest) {
  Plan plan;
  for (const char* id : {"short", "new", "long"}) {
    plan.builds.emplace_back();
    plan.builds.back().kernel.id = id;
  }
  longest_first(plan, {{"short", Seconds{10}}, {"long", Seconds{90}}});
  std::vector<std::string> order;
  for (const Build& build : plan.builds) order.push_back(build.kernel.id);
  EXPECT_THAT(order, ElementsAre("new", "long", "short"));
}

TEST(BootKey, changes_with_whatever_decides_a_boot) {
  GuestSpec guest;
  guest.qemu = {"qemu-system-mips"};
  const std::string key = boot_key("hash", guest, "tools", false);
  GuestSpec chosen = guest;
  chosen.test_filter = "rust_kvec.*";
  EXPECT_NE(boot_key("hash", chosen, "tools", false), key) << "a boot of chosen tests is none of the whole";
  EXPECT_EQ(boot_key("hash", guest, "tools", false), key);
  EXPECT_NE(boot_key("hush", guest, "tools", false), key);
  EXPECT_NE(boot_key("hash", guest, "tool", false), key);
  guest.memory *= 2;
  EXPECT_NE(boot_key("hash", guest, "tools", false), key);
}
