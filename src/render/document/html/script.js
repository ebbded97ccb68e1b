// Adds what paper cannot do: filter, sort, look closer, print. The page is whole without it, and it changes no word of it.
"use strict";
(() => {
  const language = document.documentElement.lang;
  const say = document.currentScript.dataset;
  const collator = new Intl.Collator(language, { numeric: true });
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const written = (number) => number.toLocaleString(language);
  /** The words of a text without marks and case, as people type them in haste, a blank around each: "Kế Sách" is " ke sach ".
      "Ð", which old fonts took for "Đ", is "d" too. */
  const folded = (text) => ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[đð]/g, "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const views = [];

  // ---- Rows: a tree by how far they are moved in ----

  function rowsOf(table) {
    const rows = [];
    const above = [];
    for (const element of table.tBodies[0].rows) {
      const depth = Number(element.dataset.depth || 0);
      while (above.length && above.at(-1).depth >= depth) above.pop();
      const row = { element, depth, at: rows.length, above: above.at(-1), below: [], isTotal: element.dataset.level === "total" };
      if (row.above) row.above.below.push(row);
      above.push(row);
      rows.push(row);
    }
    return rows;
  }

  // ---- Sorting: within each group, the whole's sum last, what is missing after what is there ----

  const TONES = ["bad", "warning", "", "quiet", "good"];

  function keyOf(cell, holds) {
    const text = cell.textContent.trim();
    if (text === "" || text === "-") return null;
    switch (holds) {
      case "number": {
        const digits = text.replace(language === "vi" ? /\./g : /,/g, "").replace(",", ".").replace(/[^\d.]/g, "");
        return (/^[-▼]/.test(text) ? -1 : 1) * Number(digits || 0);
      }
      case "day":
        return Number(text.split("/").reverse().join(""));
      case "mark":
        return TONES.indexOf(TONES.find((tone) => tone && cell.classList.contains(tone)) || "");
      default:
        return text;
    }
  }

  function compared(a, b) {
    return typeof a === "string" ? collator.compare(a, b) : a - b;
  }

  function sort(view, column, direction) {
    view.sorted = direction ? { column, direction } : null;
    for (const heading of view.headings) {
      const isSorted = direction && heading.column === column;
      if (isSorted) heading.th.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else heading.th.removeAttribute("aria-sort");
    }
    const heading = view.headings.find((heading) => heading.column === column);
    const keys = new Map();
    if (direction) for (const row of view.rows) keys.set(row, keyOf(row.element.cells[column], heading.th.dataset.holds));
    const before = (a, b) => {
      if (a.isTotal !== b.isTotal) return a.isTotal ? 1 : -1;
      if (direction) {
        const [x, y] = [keys.get(a), keys.get(b)];
        if ((x === null) !== (y === null)) return x === null ? 1 : -1;
        const order = x === null ? 0 : direction * compared(x, y);
        if (order) return order;
      }
      return a.at - b.at;
    };
    const inOrder = document.createDocumentFragment();
    const add = (rows) => {
      for (const row of [...rows].sort(before)) {
        inOrder.append(row.element);
        add(row.below);
      }
    };
    add(view.rows.filter((row) => !row.above));
    view.table.tBodies[0].append(inOrder);
  }

  // ---- Filtering: by words, here or in what a row is part of, and by states ----

  function searchedOf(view, row) {
    if (row.searched === undefined) {
      const cells = view.headings
        .filter((heading) => ["words", "code", "day"].includes(heading.th.dataset.holds))
        .map((heading) => row.element.cells[heading.column].textContent);
      row.searched = (row.above ? searchedOf(view, row.above) : "") + folded(cells.join(" "));
    }
    return row.searched;
  }

  function filter(view) {
    const words = folded(view.input ? view.input.value : "").split(" ").filter(Boolean);
    // A word is looked for by its beginning, a number whole, so that "phuong 1" is not "Phường 10".
    const sought = words.map((word) => (/^\d+$/.test(word) ? ` ${word} ` : ` ${word}`));
    const fits = (row) =>
      sought.every((word) => searchedOf(view, row).includes(word)) &&
      (!view.states.size || statesOf(row).some((state) => view.states.has(state)));
    view.isFiltered = sought.length > 0 || view.states.size > 0;
    const fades = view.states.size > 0;
    let shown = 0;
    for (const row of view.rows) {
      row.fits = view.isFiltered ? !row.isTotal && fits(row) : true;
      row.context = false;
      if (row.fits) shown += 1;
    }
    for (const row of view.rows) {
      if (row.fits) for (let above = row.above; above && !above.fits; above = above.above) above.context = true;
    }
    for (const row of view.rows) {
      row.element.hidden = !row.fits && !row.context;
      row.element.classList.toggle("context", row.context);
      if (fades || view.fades) {
        for (const cell of row.element.cells) {
          if (cell.dataset.m) cell.classList.toggle("faded", fades && !view.states.has(stateOf(cell)));
        }
      }
    }
    view.fades = fades;
    view.shown = shown;
    view.all.hidden = !view.isFiltered;
  }

  const stateOf = (element) => `${element.dataset.m}${TONES.find((tone) => tone && element.classList.contains(tone)) || ""}`;
  const statesOf = (row) => (row.states ??= [...row.element.cells].filter((cell) => cell.dataset.m).map(stateOf));

  // ---- What is said of it, and kept in the address so that a view can be handed on ----

  function tell(view) {
    const said = [];
    if (view.isFiltered) said.push(fill(say.shown, { shown: written(view.shown), all: written(view.rows.filter((row) => !row.isTotal).length) }));
    if (view.sorted) {
      const { th } = view.headings.find((heading) => heading.column === view.sorted.column);
      said.push(fill(say.sorted, { column: th.textContent, direction: view.sorted.direction > 0 ? say.ascending : say.descending }));
    } else if (view.wasSorted) said.push(say.unsorted);
    view.wasSorted = view.sorted;
    view.status.textContent = said.join(" · ");
    remember();
  }

  function remember() {
    const kept = new URLSearchParams();
    for (const view of views) {
      const id = view.section.id;
      if (view.input && view.input.value) kept.set(`${id}.text`, view.input.value);
      for (const state of view.states) kept.append(`${id}.state`, state);
      if (view.sorted) kept.set(`${id}.sort`, String(view.sorted.direction * (view.sorted.column + 1)));
    }
    const text = kept.toString();
    const isOurs = location.hash.startsWith("#?");
    if (text || isOurs) history.replaceState(null, "", text ? `#?${text}` : location.pathname + location.search);
  }

  function recall() {
    if (!location.hash.startsWith("#?")) return;
    const kept = new URLSearchParams(location.hash.slice(2));
    for (const view of views) {
      const id = view.section.id;
      if (view.input) view.input.value = kept.get(`${id}.text`) || "";
      const states = kept.getAll(`${id}.state`);
      view.states = new Set(view.buttons.map((button) => button.state).filter((state) => states.includes(state)));
      for (const button of view.buttons) button.element.setAttribute("aria-pressed", String(view.states.has(button.state)));
      const sorted = Number.parseInt(kept.get(`${id}.sort`) || "0", 10);
      if (view.headings.some((heading) => heading.column === Math.abs(sorted) - 1)) sort(view, Math.abs(sorted) - 1, Math.sign(sorted));
      filter(view);
      if (view.isFiltered || view.sorted) tell(view);
    }
  }

  // ---- The tools of a table ----

  function sortable(view) {
    for (const heading of view.headings) {
      const button = make("button", { type: "button" });
      button.append(...heading.th.childNodes);
      heading.th.append(button);
      const first = heading.th.dataset.holds === "number" ? -1 : 1;
      button.addEventListener("click", () => {
        const sorted = view.sorted && view.sorted.column === heading.column ? view.sorted.direction : 0;
        sort(view, heading.column, sorted === 0 ? first : sorted === first ? -first : 0);
        tell(view);
      });
    }
  }

  function choosable(view) {
    for (const element of view.legend ? view.legend.querySelectorAll(".state") : []) {
      const button = make("button", { type: "button" });
      const state = stateOf(element);
      button.setAttribute("aria-pressed", "false");
      element.replaceWith(button);
      button.append(element);
      view.buttons.push({ element: button, state });
      button.addEventListener("click", () => {
        if (!view.states.delete(state)) view.states.add(state);
        button.setAttribute("aria-pressed", String(view.states.has(state)));
        filter(view);
        tell(view);
      });
    }
  }

  function filterable(view) {
    let waiting = 0;
    view.input?.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { filter(view); tell(view); }, view.rows.length > 1000 ? 200 : 0);
    });
    view.all.addEventListener("click", () => {
      if (view.input) view.input.value = "";
      view.states.clear();
      for (const button of view.buttons) button.element.setAttribute("aria-pressed", "false");
      filter(view);
      tell(view);
      (view.input || view.buttons[0]?.element)?.focus();
    });
  }

  // ---- A closer look at a mark: with the pointer, a finger, or the arrow keys ----

  const tip = make("div", { className: "tip", hidden: true });
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  const hide = () => { tip.hidden = true; };

  function show(view, cell) {
    const heading = view.headings.find((heading) => heading.column === cell.cellIndex);
    const name = cell.parentElement.querySelector("th");
    tip.replaceChildren(make("b", { textContent: [name, heading?.th].filter(Boolean).map((part) => part.textContent).join(" · ") }), cell.textContent);
    tip.hidden = false;
    const at = cell.getBoundingClientRect();
    const left = Math.min(Math.max(at.left + at.width / 2 - tip.offsetWidth / 2, 8), innerWidth - tip.offsetWidth - 8);
    const above = at.top - tip.offsetHeight - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 8 ? at.bottom + 6 : above}px`;
  }

  function lookable(view) {
    if (!view.legend) return;
    const markAt = (target) => (target instanceof Element ? target.closest("td.k[data-m]") : null);
    const body = view.table.tBodies[0];
    let current = body.querySelector("td.k[data-m]");
    if (!current) return;
    current.tabIndex = 0;
    const move = (cell) => {
      current.removeAttribute("tabindex");
      current = cell;
      current.tabIndex = 0;
      current.focus();
    };
    body.addEventListener("pointerover", (event) => { const cell = markAt(event.target); if (cell) show(view, cell); else hide(); });
    body.addEventListener("pointerleave", hide);
    body.addEventListener("click", (event) => { const cell = markAt(event.target); if (cell) move(cell); });
    body.addEventListener("focusin", (event) => { const cell = markAt(event.target); if (cell) show(view, cell); });
    body.addEventListener("focusout", hide);
    view.scroll.addEventListener("scroll", hide);
    const sideways = (cell, step) => {
      do cell = step > 0 ? cell.nextElementSibling : cell.previousElementSibling;
      while (cell && !cell.dataset.m);
      return cell;
    };
    const along = (cell, step) => {
      const column = cell.cellIndex;
      let row = cell.parentElement;
      do row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
      while (row && (row.hidden || !row.cells[column].dataset.m));
      return row && row.cells[column];
    };
    body.addEventListener("keydown", (event) => {
      const cell = markAt(event.target);
      if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") return hide();
      const to = { ArrowLeft: () => sideways(cell, -1), ArrowRight: () => sideways(cell, 1), ArrowUp: () => along(cell, -1), ArrowDown: () => along(cell, 1) }[event.key];
      if (!to) return;
      event.preventDefault();
      const next = to();
      if (next) move(next);
    });
  }

  // ---- Set up ----

  for (const section of document.querySelectorAll("main > .part")) {
    const table = section.querySelector("table");
    if (!table) continue;
    const tools = section.querySelector(".tools");
    const view = {
      section, table, rows: rowsOf(table), scroll: section.querySelector(".scroll"), legend: section.querySelector(".legend"), buttons: [], states: new Set(),
      input: tools.querySelector("input"), all: tools.querySelector(".all"), status: tools.querySelector("[role=status]"), sorted: null, isFiltered: false,
      headings: [...table.tHead.querySelectorAll("th[data-column]")].map((th) => ({ th, column: Number(th.dataset.column) })),
    };
    views.push(view);
    if (view.rows.length > 1) sortable(view);
    choosable(view);
    filterable(view);
    lookable(view);
    tools.hidden = false;
  }
  document.querySelector(".actions").hidden = false;
  document.getElementById("print").addEventListener("click", () => print());
  addEventListener("hashchange", recall);
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  recall();
})();
