// SPDX-License-Identifier: MIT
// What a page can do with JavaScript that it cannot without: sort and filter tables, and follow a run that goes on.
"use strict";
(() => {
  const key = (cell) => (cell ? (cell.dataset.value ?? cell.textContent.trim()) : "");
  const order = new Intl.Collator("en", { numeric: true });

  function sortBy(table, head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => order.compare(key(a.cells[column]), key(b.cells[column])));
    body.append(...(down ? rows.reverse() : rows));
  }

  function makeSortable(table) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sortBy(table, head, column));
    });
  }

  function makeFilter(table) {
    const rows = [...table.tBodies[0].rows];
    const label = document.createElement("label");
    const input = document.createElement("input");
    const output = document.createElement("output");
    input.type = "search";
    input.placeholder = "words, each in the row";
    label.append("Filter ", input);
    output.setAttribute("aria-live", "polite");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) ++shown;
      }
      output.value = words.length ? `${shown} of ${rows.length} rows` : "";
    });
    const bar = document.createElement("div");
    bar.className = "filter";
    bar.append(label, output);
    table.closest(".table").before(bar);
  }

  function improve(root) {
    for (const table of root.querySelectorAll("table")) {
      if (!table.tHead || table.tBodies[0].rows.length < 2) continue;
      makeSortable(table);
      if (table.tBodies[0].rows.length >= 8) makeFilter(table);
    }
  }

  // A page that may change is looked at again, and painted again once it did, but not while somebody types into it.
  function follow(main) {
    let painted = "";
    const look = async () => {
      try {
        const answer = await fetch(location.href, { cache: "no-store" });
        const text = answer.ok ? await answer.text() : painted;
        if (!painted) {
          painted = text;
        } else if (text !== painted && !main.contains(document.activeElement)) {
          const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
          main.replaceWith(fresh);
          main = fresh;
          improve(main);
          painted = text;
        }
      } catch {
        // The server is gone; what is painted stays.
      }
      if (main.hasAttribute("data-live")) setTimeout(look, 3000);
    };
    look();
  }

  const main = document.getElementById("main");
  improve(main);
  if (main.hasAttribute("data-live") && location.protocol.startsWith("http")) follow(main);
})();
