// SPDX-License-Identifier: MIT
#include <orchestrator/cli/matrix_file.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

/// A data root with matrices/quick.yaml, and a folder elsewhere to stand in.
class MatrixFile : public testing::Test {
 protected:
  MatrixFile() : before_(fs::current_path()) {
    fs::create_directories(root() / "matrices/sub");
    fs::create_directories(folder_ / "here/matrices");
    write_file(root() / "matrices/quick.yaml", "");
    write_file(root() / "matrices/sub/deep.yaml", "");
    fs::current_path(folder_ / "here");
  }
  ~MatrixFile() override { fs::current_path(before_); }

  fs::path root() const { return folder_ / "root"; }
  std::string found(const std::string& asked) const { return matrix_file(asked, root()); }

  TemporaryFolder folder_;

 private:
  fs::path before_;
};

}  // namespace

TEST_F(MatrixFile, a_shipped_matrix_is_known_by_its_name) {
  const std::string quick = root() / "matrices/quick.yaml";
  for (const char* asked : {"quick", "quick.yaml", "matrices/quick.yaml", "matrices/quick"})
    EXPECT_EQ(found(asked), quick) << asked;
}

TEST_F(MatrixFile, a_file_of_that_name_wins) {
  write_file("quick.yaml", "");
  EXPECT_EQ(found("quick.yaml"), "quick.yaml");
  write_file("matrices/quick.yaml", "");
  EXPECT_EQ(found("matrices/quick.yaml"), "matrices/quick.yaml");
}

TEST_F(MatrixFile, a_folder_of_that_name_does_not) {
  fs::create_directory("quick");
  EXPECT_EQ(found("quick"), root() / "matrices/quick.yaml");
}

TEST_F(MatrixFile, what_is_nowhere_stays_as_it_was) {
  for (const char* asked : {"slow", "sub", "sub/deep.yaml", "matrices/sub/deep.yaml", "./quick",
                            "../matrices/quick.yaml", "/nowhere/quick.yaml", "", "."})
    EXPECT_EQ(found(asked), asked);
}
