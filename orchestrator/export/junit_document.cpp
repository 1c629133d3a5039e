// SPDX-License-Identifier: MIT
#include <orchestrator/export/junit_document.hpp>

#include <orchestrator/report/json_parts.hpp>

#include <cstdio>
#include <sstream>

namespace gulliver {
namespace {

constexpr std::size_t most_text = 64u << 10;  // bytes of one message

/// XML 1.0 has no control characters, and neither U+FFFE nor U+FFFF: https://www.w3.org/TR/xml/#charsets
std::string xml_text(std::string_view text) {
  std::string safe = excerpt(text, most_text);
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = safe.find(forbidden); at != safe.npos; at = safe.find(forbidden, at))
      safe.replace(at, forbidden.size(), "\xEF\xBF\xBD");
  return safe;
}

/// An attribute: one line.
void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(printable(value)).c_str());
}

std::string seconds(Seconds seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", seconds.count());
  return text;
}

}  // namespace

JunitSuite::JunitSuite(pugi::xml_node parent, const std::string& name) : node_(parent.append_child("testsuite")) {
  set(node_, "name", name);
  properties_ = node_.append_child("properties");
}

void JunitSuite::property(const char* name, std::string_view value) {
  if (value.empty()) return;
  const pugi::xml_node property = properties_.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

void JunitSuite::add(const std::string& of, const std::string& name, Seconds took, const JunitRemark& remark,
                     const Place& place) {
  pugi::xml_node test = node_.append_child("testcase");
  set(test, "classname", of);
  set(test, "name", name);
  set(test, "time", seconds(took));
  if (!place.file.empty()) set(test, "file", place.file);
  if (place.line > 0) set(test, "line", std::to_string(place.line));
  ++counts_["tests"];
  if (remark.kind.empty()) return;
  ++counts_[remark.kind];
  pugi::xml_node child = test.append_child(remark.kind.c_str());
  set(child, "message", remark.message);
  if (!remark.type.empty()) set(child, "type", remark.type);
  if (!remark.text.empty()) child.text().set(xml_text(remark.text).c_str());
}

void JunitSuite::add_test(const std::string& cell, const std::string& test, const JunitRemark& remark,
                          const std::string& place) {
  const std::size_t dot = test.rfind('.');
  const std::string front = dot == test.npos ? "" : "." + test.substr(0, dot);
  add(cell + front, test.substr(dot + 1), Seconds(0), remark, tree_place(place));
}

void JunitSuite::finish(Moment started, Seconds took) {
  set(node_, "tests", std::to_string(counts_["tests"]));
  set(node_, "failures", std::to_string(counts_["failure"]));
  set(node_, "errors", std::to_string(counts_["error"]));
  set(node_, "skipped", std::to_string(counts_["skipped"]));
  set(node_, "time", seconds(took));
  if (started != Moment()) set(node_, "timestamp", json_moment(started));
  if (!properties_.first_child()) node_.remove_child(properties_);
}

JunitDocument::JunitDocument() {
  pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  set(document_.append_child("testsuites"), "name", "gulliver");
}

std::string JunitDocument::text() const {
  std::ostringstream text;
  document_.save(text, "  ", pugi::format_indent, pugi::encoding_utf8);
  return text.str();
}

}  // namespace gulliver
