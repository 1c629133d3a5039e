// SPDX-License-Identifier: MIT
#include "matrix_folder.hpp"

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

struct Mistake {
  const char* name;
  std::string matrix;
  std::string message;
};

const std::string kunit = "configs: {kunit: [fragments/kunit.config]}\n";
const std::string axes = "axes: {arch: [mips], config: [kunit]}\n";

const std::vector<Mistake> mistakes{
    // Keys and types.
    {"unknown_key", "axes: {arhc: [mips], arch: [mips], config: [kunit]}\n" + kunit,
     "m.yaml:1:8: unknown key \"arhc\"; did you mean \"arch\"? (known: arch, endian, config, toolchain)"},
    {"unknown_key_unlike_any", small_matrix("zoo: 1\n"),
     "m.yaml:3:1: unknown key \"zoo\" (known: name, tree, overlays, axes, configs, guest, overrides, "
     "include, "
     "exclude, accepted)"},
    {"merge_key", small_matrix("guest: {<<: {memory: 1}}\n"),
     "m.yaml:3:9: unknown key \"<<\" (known: memory, cpus, cmdline, deadline)"},
    {"list_for_text", small_matrix("name: [a]\n"),
     "m.yaml:3:7: found a list for \"name\"; a text would be right"},
    {"map_for_list_item", "axes: {arch: [{a: b}, mips], config: [kunit]}\n" + kunit,
     "m.yaml:1:15: found a map for \"arch\"; a text would be right"},
    {"text_for_list", "axes: {arch: mips, config: [kunit]}\n" + kunit,
     "m.yaml:1:14: found \"mips\" for \"arch\"; a list would be right"},
    {"text_for_map", small_matrix("guest: big\n"),
     "m.yaml:3:8: found \"big\" for \"guest\"; a map with keys of memory, cpus, cmdline, deadline would be "
     "right"},
    {"nothing_for_text", small_matrix("name:\nguest: {cpus: 1}\n"),
     "m.yaml:3:1: found nothing for \"name\"; a text would be right"},
    {"list_for_file", "- axes\n",
     "m.yaml:1:1: found a list; a map with keys of name, tree, overlays, axes, configs, guest, overrides, "
     "include, exclude, accepted would be right"},
    {"nothing_for_file", "# nothing\n",
     "m.yaml:1:1: found nothing; a map with keys of name, tree, overlays, axes, configs, guest, overrides, "
     "include, exclude, accepted would be right"},
    {"list_as_key", small_matrix("guest: {[a]: 1}\n"),
     "m.yaml:3:9: found a list as a key; a text would be right"},
    {"missing_keys", "name: x\n",
     "m.yaml:1:1: missing key \"axes\"\n"
     "m.yaml:1:1: missing key \"configs\""},
    {"missing_axis", "axes: {arch: [mips]}\n" + kunit, "m.yaml:1:7: missing key \"config\""},
    // Values.
    {"empty_axis", "axes: {arch: [], config: [kunit]}\n" + kunit,
     "m.yaml:1:14: \"arch\" is empty; at least one would be right"},
    {"no_configs", axes + "configs: {}\n", "m.yaml:2:10: \"configs\" is empty; at least one would be right"},
    {"name_twice_on_axis", "axes: {arch: [mips, x86_64, mips], config: [kunit]}\n" + kunit,
     "m.yaml:1:29: \"mips\" stands twice in \"arch\""},
    {"config_name_twice",
     axes + "configs:\n  kunit: [fragments/kunit.config]\n  debug: [fragments/debug.config]\n"
            "  kunit: [fragments/debug.config]\n",
     "m.yaml:5:3: key \"kunit\" stands twice; it is on line 3 already"},
    {"key_twice", small_matrix("guest: {memory: 1, memory: 2}\n"),
     "m.yaml:3:20: key \"memory\" stands twice; it is on line 3 already"},
    {"bad_config_name", axes + "configs: {kunit: [fragments/kunit.config], ../x: [fragments/kunit.config]}\n",
     "m.yaml:2:44: found \"../x\" as a name; at most 64 letters, digits, \"-\" and \"_\" would be right"},
    {"text_for_config", axes + "configs: {kunit: fragments/kunit.config}\n",
     "m.yaml:2:18: found \"fragments/kunit.config\" for \"kunit\"; a list of fragments, or a map would be "
     "right"},
    {"user_space_without_an_init", axes + "configs: {kunit: {fragments: [fragments/kunit.config], user_space: true}}\n",
     "m.yaml:2:68: config \"kunit\" wants user space, and the arch table has no \"init\" for \"mips\""},
    {"bad_base", axes + "configs: {kunit: {base: clean, fragments: [fragments/kunit.config]}}\n",
     "m.yaml:2:25: found \"clean\" for \"base\"; a configuration target of make, such as allnoconfig, would "
     "be "
     "right"},
    {"empty_about", axes + "configs: {kunit: {about: '', fragments: [fragments/kunit.config]}}\n",
     "m.yaml:2:26: found \"\" for \"about\"; a text would be right"},
    {"text_for_targets", axes + "configs: {kunit: {targets: modules, fragments: [fragments/kunit.config]}}\n",
     "m.yaml:2:28: found \"modules\" for \"targets\"; a list would be right"},
    {"zero_memory", small_matrix("guest: {memory: 0}\n"),
     "m.yaml:3:17: found \"0\" for \"memory\"; a positive whole number would be right"},
    {"negative_cpus", small_matrix("guest: {cpus: -1}\n"),
     "m.yaml:3:15: found \"-1\" for \"cpus\"; a positive whole number would be right"},
    {"number_with_unit", small_matrix("guest: {memory: 512M}\n"),
     "m.yaml:3:17: found \"512M\" for \"memory\"; a positive whole number would be right"},
    {"endless_deadline", small_matrix("guest: {deadline: {total: inf, silence: 1e9}}\n"),
     "m.yaml:3:27: found \"inf\" for \"total\"; a positive number of seconds would be right\n"
     "m.yaml:3:41: found \"1e9\" for \"silence\"; a positive number of seconds would be right"},
    {"make_goal", small_matrix("overrides: [{when: {arch: mips}, make: [clean]}]\n"),
     "m.yaml:3:41: found \"clean\" for \"make\"; NAME=VALUE would be right"},
    // Files.
    {"missing_fragment", axes + "configs: {kunit: [fragments/kunti.config]}\n",
     "m.yaml:2:19: no file \"fragments/kunti.config\" in HERE or ROOT/matrices; did you mean "
     "\"fragments/kunit.config\"?"},
    {"folder_for_fragment", axes + "configs: {kunit: [fragments]}\n",
     "m.yaml:2:19: no file \"fragments\" in HERE or ROOT/matrices"},
    {"missing_overlay", small_matrix("overlays: [overlays/none]\n"),
     "m.yaml:3:12: no folder \"overlays/none\" in HERE or ROOT/matrices"},
    {"mistakes_in_fragment", axes + "configs: {kunit: [fragments/broken.config]}\n",
     "ROOT/matrices/fragments/broken.config:3: found \"RUST=y\"; a line is CONFIG_NAME=VALUE, \"# "
     "CONFIG_NAME "
     "is not set\", a comment or blank\n"
     "ROOT/matrices/fragments/broken.config:4: CONFIG_BAD has the value 'maybe'; a value is y, m, n, a "
     "number, "
     "or text in double quotes"},
    // Names.
    {"unknown_arch", "axes: {arch: [mpis], config: [kunit]}\n" + kunit,
     "m.yaml:1:15: unknown arch \"mpis\"; did you mean \"mips\"? (known: x86_64, mips, s390x)"},
    {"unknown_endian", "axes: {arch: [mips], endian: [bigg], config: [kunit]}\n" + kunit,
     "m.yaml:1:31: unknown endian \"bigg\"; did you mean \"big\"? (known: little, big)"},
    {"unknown_config", "axes: {arch: [mips], config: [kunit, debug]}\n" + kunit,
     "m.yaml:1:38: unknown config \"debug\" (known: kunit)"},
    {"unknown_toolchain", "axes: {arch: [mips], config: [kunit], toolchain: [debian-trixi]}\n" + kunit,
     "m.yaml:1:51: unknown toolchain \"debian-trixi\"; did you mean \"debian-trixie\"? (known: debian-sid, "
     "debian-trixie, host)"},
    {"unknown_name_in_pattern",
     small_matrix("overrides: [{when: {arch: [mips, mops]}, guest: {cpus: 1}}]\n"
                  "exclude: [{config: kunti, reason: r}]\n"),
     "m.yaml:3:34: unknown arch \"mops\"; did you mean \"mips\"? (known: x86_64, mips, s390x)\n"
     "m.yaml:4:20: unknown config \"kunti\"; did you mean \"kunit\"? (known: kunit)"},
    // Patterns, includes.
    {"exclude_without_reason", small_matrix("exclude: [{arch: mips}]\n"),
     "m.yaml:3:11: missing key \"reason\""},
    {"exclude_of_everything", small_matrix("exclude: [{reason: r}]\n"),
     "m.yaml:3:11: this matches every cell; at least one of arch, endian, config, toolchain would be right"},
    {"exclude_of_nothing", small_matrix("exclude: [{arch: s390x, reason: r}]\n"),
     "m.yaml:3:11: this excludes no cell of the matrix"},
    {"override_of_nothing", small_matrix("overrides: [{when: {arch: s390x}, guest: {cpus: 1}}]\n"),
     "m.yaml:3:13: this overrides nothing: no cell of the matrix matches"},
    {"include_incomplete", small_matrix("include: [{arch: s390x}]\n"),
     "m.yaml:3:11: missing key \"endian\"\n"
     "m.yaml:3:11: missing key \"config\"\n"
     "m.yaml:3:11: missing key \"reason\""},
    {"include_of_a_cell_that_is_there",
     small_matrix("include: [{arch: mips, endian: big, config: kunit, reason: r}]\n"),
     "m.yaml:3:11: mips-big/kunit is in the matrix already"},
    {"include_of_the_impossible",
     small_matrix("include: [{arch: s390x, endian: little, config: kunit, reason: r}]\n"),
     "m.yaml:3:11: s390x-little/kunit cannot be: z/Architecture has no little-endian mode"},
    // Trees.
    {"tree_of_nothing", small_matrix("tree: {suite: trixie}\n"),
     "m.yaml:3:7: found 0 of debian, git and url; one would be right"},
    {"tree_of_two", small_matrix("tree: {debian: linux-source, git: .}\n"),
     "m.yaml:3:7: found 2 of debian, git and url; one would be right"},
    {"bad_package", small_matrix("tree: {debian: --help}\n"),
     "m.yaml:3:16: found \"--help\" for \"debian\"; lower-case letters, digits, \"+\", \"-\" and \".\" would "
     "be "
     "right"},
    {"stray_revision", small_matrix("tree: {debian: linux-source, revision: v7.3}\n"),
     "m.yaml:3:40: \"revision\" means nothing beside \"debian\""},
    {"url_without_revision", small_matrix("tree: {url: https://example.org/linux.git}\n"),
     "m.yaml:3:7: missing key \"revision\""},
    {"revision_of_uncommitted", small_matrix("tree: {git: ., revision: HEAD, uncommitted: true}\n"),
     "m.yaml:3:45: \"revision\" and \"uncommitted\" exclude each other"},
    {"word_for_flag", small_matrix("tree: {git: ., uncommitted: yes}\n"),
     "m.yaml:3:29: found \"yes\" for \"uncommitted\"; true or false would be right"},
    {"missing_work_tree", small_matrix("tree: {git: none}\n"), "m.yaml:3:7: no folder \"none\""},
    // YAML itself.
    {"no_yaml", "axes: [a\nconfigs: b\n", "m.yaml:2:8: this is no YAML: end of sequence flow not found"},
    {"unknown_anchor", "axes: *a\n", "m.yaml:1:7: this is no YAML: the referenced anchor is not defined"},
    {"two_documents", small_matrix("---\na: b\n"),
     "m.yaml:3:1: found a second document; one in a file would be right"},
    {"endless_documents", ", a: b\n", "m.yaml:1:1: this is no YAML: nothing that can be read begins here"},
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.name;
}

std::string name_of_mistake(const testing::TestParamInfo<Mistake>& mistake) {
  return mistake.param.name;
}

class Mistakes : public testing::TestWithParam<Mistake> {};

}  // namespace

TEST_P(Mistakes, are_told_with_their_place) {
  const MatrixFolder folder;
  EXPECT_EQ(folder.mistakes(GetParam().matrix), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Matrix, Mistakes, testing::ValuesIn(mistakes), name_of_mistake);

TEST(AllMistakes, are_all_told_at_once_in_the_order_of_the_files) {
  const MatrixFolder folder;
  EXPECT_EQ(
      folder.mistakes("axes:\n"
                      "  arhc: [mips]\n"
                      "  arch: [mips, mpis]\n"
                      "  config: [kunit]\n"
                      "configs:\n"
                      "  kunit: [fragments/none.config, fragments/broken.config]\n"
                      "exclude:\n"
                      "  - {arch: arm, reason: []}\n"
                      "guest: {memory: lots}\n"),
      "m.yaml:2:3: unknown key \"arhc\"; did you mean \"arch\"? (known: arch, endian, config, toolchain)\n"
      "m.yaml:3:16: unknown arch \"mpis\"; did you mean \"mips\"? (known: x86_64, mips, s390x)\n"
      "m.yaml:6:11: no file \"fragments/none.config\" in HERE or ROOT/matrices\n"
      "m.yaml:8:12: unknown arch \"arm\" (known: x86_64, mips, s390x)\n"
      "m.yaml:8:25: found a list for \"reason\"; a text would be right\n"
      "m.yaml:9:17: found \"lots\" for \"memory\"; a positive whole number would be right\n"
      "ROOT/matrices/fragments/broken.config:3: found \"RUST=y\"; a line is CONFIG_NAME=VALUE, \"# "
      "CONFIG_NAME is not set\", a comment or blank\n"
      "ROOT/matrices/fragments/broken.config:4: CONFIG_BAD has the value 'maybe'; a value is y, m, n, a "
      "number, or text in double quotes");
}

TEST(AllMistakes, in_the_arch_table_do_not_hide_those_of_the_matrix) {
  const MatrixFolder folder;
  write_file(folder.folder / "arches.yaml", "arches: {mips: 5}\n");
  EXPECT_EQ(
      folder.mistakes(small_matrix("nmae: x\n")),
      "m.yaml:3:1: unknown key \"nmae\"; did you mean \"name\"? (known: name, tree, overlays, axes, "
      "configs, guest, overrides, include, exclude, accepted)\n"
      "arches.yaml:1:16: found \"5\" for \"mips\"; a map with keys of linux, bits, since, port, make, "
      "init, config, targets, image, qemu, kvm, tcg, console, cmdline, memory, cpus, end, deadline, endian would "
      "be right");
}

TEST(AllMistakes, are_told_of_a_file_that_cannot_be_read) {
  const MatrixFolder folder;
  try {
    load_plan("/nowhere/m.yaml", folder.root, {});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "/nowhere/m.yaml: cannot read: No such file or directory");
  }
}

TEST(AllMistakes, show_no_control_characters) {
  const MatrixFolder folder;
  EXPECT_EQ(folder.mistakes(small_matrix("guest: {cpus: \"\\e[2J\"}\n")),
            "m.yaml:3:15: found \"?[2J\" for \"cpus\"; a positive whole number would be right");
}
