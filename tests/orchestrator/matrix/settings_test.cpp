// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/settings.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

Settings settings(const std::string& text) {
  const TemporaryFolder folder;
  write_file(folder / "config.yaml", text);
  return load_settings(folder / "config.yaml");
}

/// Its mistakes, without the folder's name.
std::string mistakes(const std::string& text) {
  const TemporaryFolder folder;
  write_file(folder / "config.yaml", text);
  try {
    load_settings(folder / "config.yaml");
  } catch (const InputError& error) {
    std::string lines = error.what();
    const std::string before = folder.path().string() + "/";
    for (std::size_t at; (at = lines.find(before)) != lines.npos;) lines.erase(at, before.size());
    return lines;
  }
  return "none";
}

}  // namespace

TEST(SettingsFile, need_not_be_there_nor_say_anything) {
  EXPECT_EQ(load_settings("/no/such/file"), Settings());
  EXPECT_EQ(settings(""), Settings());
  EXPECT_EQ(settings("executor: local\n").executor, Executor::local);
}

TEST(SettingsFile, tells_everything_of_a_cluster) {
  const Settings read = settings(
      "executor: slurm\nslurm: {shared: /srv/farm/, node_cache: /scratch, program: /opt/gulliver, partition: farm,\n"
      "  constraint: 'avx2&ssd', account: rust, cpus: 16, memory: 20000, window: 50}\n");
  Settings wanted;
  wanted.executor = Executor::slurm;
  wanted.slurm = {"/srv/farm/", "/scratch", "/opt/gulliver", "farm", "avx2&ssd", "rust", 16, 20000, 50};
  EXPECT_EQ(read, wanted);
}

TEST(SettingsFile, tells_what_a_build_may_take) {
  EXPECT_EQ(settings("limits: {memory: 8192, disk: 1000}\n").limits, (BuildLimits{8192, 1000}));
  EXPECT_EQ(settings("limits: {memory: 8192}\n").limits, (BuildLimits{8192, 256}));
  EXPECT_EQ(mistakes("limits: {memory: -1}\n"),
            "config.yaml:1:18: found \"-1\" for \"memory\"; a positive whole number would be right");
}

TEST(SettingsFile, leaves_what_it_does_not_say_to_gulliver) {
  const Settings read = settings("slurm: {shared: /srv/farm}\n");
  SlurmSettings wanted;
  wanted.shared = "/srv/farm";
  EXPECT_EQ(read.slurm, wanted);
  EXPECT_EQ(read.executor, Executor::local);
}

TEST(SettingsFile, tells_every_mistake_and_where_it_is) {
  EXPECT_EQ(mistakes("executor: pbs\nslurm: {node_cache: here, cpus: 0, windw: 3}\n"),
            "config.yaml:1:11: found \"pbs\" for \"executor\"; local or slurm would be right\n"
            "config.yaml:2:8: missing key \"shared\"\n"
            "config.yaml:2:21: found \"here\" for \"node_cache\"; a path from the root on, such as /srv/gulliver, would be right\n"
            "config.yaml:2:33: found \"0\" for \"cpus\"; a positive whole number would be right\n"
            "config.yaml:2:36: unknown key \"windw\"; did you mean \"window\"? (known: shared, node_cache, program, partition, "
            "constraint, account, cpus, memory, window)");
  EXPECT_EQ(mistakes("executor: slurm\n"), "config.yaml:1:1: missing key \"slurm\"");
}
