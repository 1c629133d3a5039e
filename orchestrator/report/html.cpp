// SPDX-License-Identifier: MIT
#include <orchestrator/report/html.hpp>

#include <orchestrator/report/report.hpp>

namespace gulliver {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --back: #fff; --ink: #1c1e21; --quiet: #5a6068; --line: #d5d9de; --link: #0b57b0;
  --passed: #e3f4e6; --failed: #fbe1de; --broken: #f1e2f7; --unsupported: #fdf1cf; --other: #f4f5f7; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16181b; --ink: #e6e8eb; --quiet: #a2a9b2; --line: #3a3f46; --link: #8ab8f5;
    --passed: #173a20; --failed: #5a1f1b; --broken: #432150; --unsupported: #4a3c0d; --other: #202327; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; background: var(--back); color: var(--ink);
  font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
a { color: var(--link); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem; }
.table:focus-visible { outline: 2px solid var(--link); }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .9rem; }
caption { text-align: left; padding: .5rem .6rem; color: var(--quiet); position: sticky; left: 0; max-width: calc(100vw - 3rem); }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line);
  white-space: nowrap; }
th { background: var(--back); }
thead th { vertical-align: bottom; }
th small { display: block; font-weight: normal; color: var(--quiet); white-space: normal; min-width: 6rem; max-width: 26rem; }
tbody th { position: sticky; left: 0; border-right: 1px solid var(--line); }
tbody th small { white-space: normal; min-width: 16rem; max-width: 26rem; }
td.passed { background: var(--passed); }
td.failed { background: var(--failed); }
td.broken { background: var(--broken); }
td.unsupported { background: var(--unsupported); }
td.not-applicable, td.not-run { background: var(--other); color: var(--quiet); }
td.failed, td.broken { font-weight: bold; }
sup { line-height: 0; }
li:target { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: .6rem; }
  th, td { padding: .3rem .4rem; }
  tbody th small { min-width: 0; max-width: 8.5rem; font-size: .75rem; }
}
)";

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  const std::string visible = printable(text);
  escaped.reserve(visible.size());
  for (const char c : visible) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string_view html_style() { return style; }

std::string html_document(std::string_view title, std::string_view body) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<title>" + escape_html(title) + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n";
  return html + std::string(body) + "</body>\n</html>\n";
}

}  // namespace gulliver
