// SPDX-License-Identifier: MIT
// `cmake --install`: the program finds what was installed beside it, from wherever it is called.
#include <tests/fakes/shell.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <filesystem>
#include <string>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;

namespace {

/// The program under a prefix of its own.
class Install : public testing::Test {
 protected:
  void SetUp() override {
    const ShellResult result = run_shell("cmake --install " BINARY_ROOT " --prefix " + prefix_.path().string());
    ASSERT_EQ(result.code, 0) << result.output;
  }

  ShellResult gulliver(const std::string& arguments) const {
    return run_shell("cd / && env -u GULLIVER_ROOT " + (prefix_ / "bin/gulliver").string() + " " + arguments);
  }

  TemporaryFolder prefix_;
};

}  // namespace

TEST_F(Install, its_matrices_are_known_by_name) {
  const std::string by_name = gulliver("plan quick --json").output;
  EXPECT_THAT(by_name, HasSubstr("x86_64-little/kunit"));
  EXPECT_EQ(gulliver("plan matrices/quick.yaml --json").output, by_name);
  EXPECT_EQ(gulliver("plan " + (prefix_ / "share/gulliver/matrices/quick.yaml").string() + " --json").output, by_name);
  EXPECT_EQ(gulliver("plan all").code, 0) << "ports and fragments are there, too";
  EXPECT_EQ(gulliver("plan quickest").code, 2);
}

TEST_F(Install, it_tells_its_version) {
  const ShellResult result = gulliver("--version");
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.output, "gulliver " GULLIVER_VERSION "\n");
}

TEST_F(Install, manual_and_completion_are_where_they_are_looked_for) {
  for (const char* file : {"share/man/man1/gulliver.1.gz", "share/man/man1/gulliver-run.1.gz",
                           "share/bash-completion/completions/gulliver", "share/zsh/vendor-completions/_gulliver",
                           "share/fish/vendor_completions.d/gulliver.fish", "share/doc/gulliver/copyright",
                           "share/doc/gulliver/orchestrator/report/README.md"})
    EXPECT_TRUE(fs::is_regular_file(prefix_ / file)) << file;
}
