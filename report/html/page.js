// SPDX-License-Identifier: Apache-2.0
// Adds to a page that is complete without it: sorting, filters, search,
// unfolding, and explanations beside the number.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Unfold: on request, for a link into something folded, and for print.
  const unfold = (node) => {
    for (let d = node && node.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  };
  const follow = () => {
    let target = null;
    try { target = $(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target) return;
    if (target.matches("tr[hidden]")) resetFilters();
    unfold(target);
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  let before = null;
  addEventListener("beforeprint", () => {
    before = all("details").filter((d) => !d.open);
    before.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => {
    (before || []).forEach((d) => { d.open = false; });
    before = null;
  });
  const button = $("unfold");
  $("tools").hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    all("main details").forEach((d) => { if (!open || !d.matches(".why")) d.open = open; });
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "Fold all" : "Unfold all";
  });

  // What does not scroll is no stop for the tab key.
  const shown = (node) => !node.closest("details:not([open])");
  const stops = (root) => {
    // All is measured before anything is changed: one layout, not hundreds.
    const boxes = all(".scroll", root).filter(shown).map((box) => [box, box.scrollWidth > box.clientWidth]);
    boxes.forEach(([box, scrolls]) => { box.tabIndex = scrolls ? 0 : -1; });
  };

  // Sort: by the key of a cell, else by its text; numbers as numbers.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell ? cell.dataset.k ?? cell.textContent.trim() : "";
  };
  const compare = (a, b) => {
    const x = Number(a), y = Number(b);
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a.localeCompare(b, "en", { numeric: true });
  };
  const sort = (table, head) => {
    const column = head.cellIndex, body = table.tBodies[0];
    const first = head.matches(".num") ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    const sign = order === "ascending" ? 1 : -1;
    const rows = Array.from(body.rows).map((row, i) => ({ row, i, key: keyOf(row, column) }));
    rows.sort((a, b) => sign * compare(a.key, b.key) || a.i - b.i);
    all("th[aria-sort]", table.tHead).forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    body.append(...rows.map((r) => r.row));
  };
  const sortable = (root) => all("table.data", root).filter(shown).forEach((table) => {
    if (table.tBodies[0].rows.length < 2 || table.dataset.sortable) return;
    table.dataset.sortable = "yes";
    all("th", table.tHead).forEach((head) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = head.textContent;
      head.replaceChildren(b);
      b.addEventListener("click", () => sort(table, head));
    });
  });

  // What is folded is made ready when it is unfolded: the page is there at
  // once, however long it is.
  const ready = (root) => { sortable(root); stops(root); };
  document.addEventListener("toggle", (e) => { if (e.target.open) ready(e.target); }, true);
  addEventListener("resize", () => stops(document));
  requestAnimationFrame(() => setTimeout(() => ready(document)));

  // Filter and search the findings.
  const form = $("filters");
  const rows = form ? Array.from($("findings-table").tBodies[0].rows) : [];
  let texts = null; // read once, when somebody first searches
  const filter = () => {
    const states = new Set(all("input[name=state]:checked", form).map((box) => box.value));
    const severity = form.elements.severity.value, pack = form.elements.pack.value;
    const hazard = form.elements.hazard ? form.elements.hazard.value : "";
    const q = form.elements.q.value.trim().toLowerCase();
    if (q && !texts) texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    let shown = 0;
    for (const row of rows) {
      const d = row.dataset;
      row.hidden = !(states.has(d.state) && (!severity || d.severity === severity) && (!pack || d.pack === pack) && (!hazard || (d.hazards || "").split(" ").includes(hazard)) && (!q || texts.get(row).includes(q)));
      if (!row.hidden) shown++;
    }
    $("shown").textContent = `${shown} of ${rows.length} findings`;
  };
  const resetFilters = () => { if (form) { form.reset(); filter(); } };
  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (e) => e.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    form.querySelector("[type=reset]").addEventListener("click", (e) => { e.preventDefault(); resetFilters(); });
    filter();
  }

  // Show an explanation beside the number it is of.
  const panel = $("panel");
  document.addEventListener("click", (e) => {
    const link = e.target.closest && e.target.closest('a[href^="#why-"]');
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
    const tree = $(link.hash.slice(1));
    if (!tree) return;
    e.preventDefault();
    const copy = Array.from(tree.childNodes, (n) => n.cloneNode(true));
    const bare = (n) => { n.removeAttribute("id"); all("[id]", n).forEach((x) => x.removeAttribute("id")); return n; };
    copy.forEach((n) => {
      if (!n.querySelectorAll) return;
      bare(n);
      // What is written out for another number is shown here too.
      all("a.same", n).forEach((a) => { const same = $(a.hash.slice(1)); if (same) a.parentElement.replaceWith(bare(same.cloneNode(true))); });
    });
    $("panel-h").textContent = (tree.matches(".tree") ? tree.closest("details").querySelector("summary") : link).textContent;
    $("panel-body").replaceChildren(...copy);
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
  });
  $("panel-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='#']");
    if (e.target === panel || (link && !link.hash.startsWith("#why-"))) panel.close();
  });

  // Where the reader is.
  const links = new Map(all("nav.toc a").map((a) => [a.hash.slice(1), a]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      links.forEach((a) => a.removeAttribute("aria-current"));
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -75% 0px" });
  links.forEach((_, id) => { if ($(id)) seen.observe($(id)); });

  if (location.hash) follow();
})();
