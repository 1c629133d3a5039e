// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/debian_archive.hpp>
#include <runners/source/resolved_packages.hpp>
#include <tests/fakes/scripted_runner.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

const std::string shown =
    "Package: linux-source\nSource: linux\nVersion: 7.3.4-1~bpo13+1\nArchitecture: all\n"
    "Depends: something, linux-source-7.3 (= 7.3.4-1~bpo13+1)\nDescription: Linux kernel source "
    "(meta-package)\n"
    "\n"
    "Package: linux-source\nVersion: 7.2.12-1~bpo13+1\nDepends: linux-source-7.2 (= 7.2.12-1~bpo13+1)\n\n";

}  // namespace

TEST(DebianArchive, reads_the_suite_below_backports_too) {
  const std::string key = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ";
  EXPECT_EQ(sources_list("http://deb.debian.org/debian", "trixie-backports"),
            key + "http://deb.debian.org/debian trixie-backports main\n" + key +
                "http://deb.debian.org/debian trixie main\n");
  EXPECT_EQ(sources_list("http://mirror", "trixie"), key + "http://mirror trixie main\n");
}

TEST(DebianArchive, follows_a_package_that_stands_for_another) {
  EXPECT_EQ(newest_package(shown, "linux-source"), (DebianPackage{"linux-source-7.3", "7.3.4-1~bpo13+1"}));
  EXPECT_EQ(
      newest_package("Package: linux-source-7.2\nVersion: 7.2.12-1~bpo13+1\nDepends: binutils, xz-utils\n",
                     "linux-source-7.2"),
      (DebianPackage{"linux-source-7.2", "7.2.12-1~bpo13+1"}));
}

TEST(DebianArchive, refuses_words_that_are_no_package) {
  const std::string complaint =
      "apt-cache show linux-source: found no line 'Package:' and 'Version:' in what it printed";
  for (const char* const text : {"", "W: hm\n", "Package: linux-source\n\nVersion: 1\n", "Version: 1\n"})
    EXPECT_EQ(complaint_of<Error>([&] { newest_package(text, "linux-source"); }), complaint) << text;
}

TEST(DebianArchive, asks_an_apt_of_its_own) {
  const TemporaryFolder folder;
  ScriptedRunner world;
  world.on("apt-get", "Get:1 http://deb.debian.org\n");
  world.on("apt-cache", shown);
  DebianArchive archive(world, folder / "debian", "trixie-backports");
  EXPECT_EQ(finish(archive.newest("linux-source")), (DebianPackage{"linux-source-7.3", "7.3.4-1~bpo13+1"}));
  const std::string here = (folder / "debian").string();
  ASSERT_EQ(world.commands.size(), 2u);
  for (const Command& command : world.commands) {
    EXPECT_NE(joined(command).find("-o Dir::Etc::SourceList=" + here + "/sources.list "), std::string::npos);
    EXPECT_NE(joined(command).find("-o Dir::Etc::SourceParts=/dev/null "), std::string::npos);
    EXPECT_NE(joined(command).find("-o Dir::State::Lists=" + here + "/lists "), std::string::npos);
  }
  EXPECT_EQ(read_file(folder / "debian/sources.list"),
            sources_list("http://deb.debian.org/debian", "trixie-backports"));
}

TEST(DebianArchive, says_what_apt_could_not_do) {
  const TemporaryFolder folder;
  ScriptedRunner world;
  world.on("update", "Ign:1 http://x\nE: Failed to fetch http://x  Could not resolve 'x'\nE: Some failed.\n",
           100);
  DebianArchive archive(world, folder / "debian", "trixie-backports");
  EXPECT_EQ(complaint_of<Error>([&] { finish(archive.newest("linux-source")); }),
            "cannot read Debian's list of packages: apt-get exited with status 100: "
            "E: Failed to fetch http://x  Could not resolve 'x'");
  world.on("update", "");
  world.on("apt-cache", "E: No packages found\n", 100);
  EXPECT_EQ(complaint_of<InputError>([&] { finish(archive.newest("linux-source-9.9")); }),
            "Debian's trixie-backports has no package 'linux-source-9.9'");
  world.on("download", "");
  EXPECT_EQ(complaint_of<Error>([&] {
              finish(archive.download({"p", "1"}, folder / "d"));
            }),
            (folder / "d").string() + ": found 0 files *.deb, expected one");
  world.on("tar", "tar: a: Cannot write: No space left on device\ntar: Exiting\n", 2);
  world.on("dpkg-deb", "");
  put(folder / "s/usr/src/linux.tar.xz", "");
  EXPECT_EQ(
      complaint_of<Error>([&] { finish(unpack_kernel(world, "/x/p.deb", folder / "s", folder / "k")); }),
      "cannot unpack p.deb: tar exited with status 2: tar: a: Cannot write: No space left on device");
}

TEST(ResolvedPackages, are_kept_one_for_each_question) {
  const TemporaryFolder folder;
  const std::string commit(40, 'a');
  ResolvedPackages packages(folder / "resolved.txt");
  EXPECT_TRUE(packages.all().empty());
  packages.keep({"linux-source", "linux-source-7.2", "7.2.12-1", commit, "trixie-backports"});
  packages.keep({"linux-source", "linux-source-6.12", "6.12.1-1", commit, "trixie"});
  packages.keep({"linux-source", "linux-source-7.3", "7.3.4-1", commit, "trixie-backports"});
  EXPECT_EQ(read_file(folder / "resolved.txt"),
            "# asked, suite, package, version, commit in mirror.git\n"
            "linux-source trixie linux-source-6.12 6.12.1-1 " +
                commit +
                "\n"
                "linux-source trixie-backports linux-source-7.3 7.3.4-1 " +
                commit + "\n");
  EXPECT_EQ(packages.find(DebianSource{})->version, "7.3.4-1");
  EXPECT_FALSE(packages.find(DebianSource{"linux-source", "sid"}));
}

TEST(ResolvedPackages, say_where_their_file_is_wrong) {
  const TemporaryFolder folder;
  write_file(folder / "r", "# head\n\nlinux-source trixie linux-source-7.3\n");
  const std::string complaint = (folder / "r").string() +
                                ":3: found 'linux-source trixie linux-source-7.3', "
                                "expected asked, suite, package, version and commit";
  EXPECT_EQ(complaint_of<Error>([&] { ResolvedPackages(folder / "r").all(); }), complaint);
}
