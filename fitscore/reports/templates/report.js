"use strict";
(function () {
  const $ = (id) => document.getElementById(id);
  const rows = Array.from(document.querySelectorAll("tr.row"));

  function filter() {
    const text = $("f-text").value.trim().toLowerCase(), pay = Number($("f-pay").value) || 0;
    let shown = 0;
    for (const row of rows) {
      const d = row.dataset;
      const keep = d.text.includes(text) && (!pay || Number(d.pay) >= pay) &&
        (!$("f-missing").checked || d.missing === "0") && (!$("f-gates").checked || d.conflicts === "0");
      row.hidden = !keep;
      if ($(d.for)) $(d.for).hidden = !keep;
      shown += keep;
    }
    $("f-count").textContent = shown + " of " + rows.length + " shown";
  }
  if ($("filters")) {
    for (const id of ["f-text", "f-pay", "f-missing", "f-gates"]) $(id).addEventListener("input", filter);
    filter();
  }

  function open(hash) {
    const target = hash.length > 1 && $(decodeURIComponent(hash.slice(1)));
    const fold = target && target.querySelector("details");
    if (fold) fold.open = true;
  }
  addEventListener("hashchange", () => open(location.hash));
  open(location.hash);

  let lit = [];
  document.addEventListener("click", (event) => {
    const shown = event.target.closest("button[data-lines]");
    if (!shown) return;
    for (const line of lit) line.classList.remove("lit");
    const lines = shown.dataset.lines.split(" ").map((n) => n && $("cv-" + n)).filter(Boolean);
    const mark = shown.dataset.mark && $(shown.dataset.mark);
    lit = mark ? lines.concat(mark) : lines;
    for (const line of lit) line.classList.add("lit");
    if (mark) mark.closest("details").open = true;
    const first = lines[0], box = $("cv");
    if (!first) mark.scrollIntoView({ block: "center" });
    else if (box.scrollHeight > box.clientHeight) box.scrollTop = first.offsetTop - box.clientHeight / 2;
    else first.scrollIntoView({ block: "center" });
  });

  const name = "fitscore-ticks-" + document.documentElement.dataset.key;
  let ticks = {};
  try { ticks = JSON.parse(localStorage.getItem(name)) || {}; } catch (error) { ticks = {}; }
  for (const box of document.querySelectorAll("input[data-tick]")) {
    if (box.dataset.tick in ticks) box.checked = ticks[box.dataset.tick];
  }
  document.addEventListener("change", (event) => {
    const tick = event.target.dataset && event.target.dataset.tick;
    if (!tick) return;
    ticks[tick] = event.target.checked;
    try { localStorage.setItem(name, JSON.stringify(ticks)); } catch (error) { /* a browser without storage: ticks last until it closes */ }
  });

  addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("details")) fold.open = true; });
})();
