// What the pages do besides, where scripts run: keys and ticking many rows at once. Everything works without it.
"use strict";
(() => {
  const table = document.getElementById("appeals");
  const help = document.getElementById("keys");
  const links = table ? [...table.querySelectorAll("tbody th a")] : [];
  const ticks = table ? [...table.querySelectorAll("tbody input[type=checkbox]")] : [];
  const rowOf = element => element?.closest("tbody tr");

  // The row in which the focus is, or was last.
  let current = null;
  table?.addEventListener("focusin", event => { current = rowOf(event.target) ?? current; });

  function move(step) {
    const at = links.findIndex(link => rowOf(link) === current);
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1);
    links[next]?.focus();
    rowOf(links[next])?.scrollIntoView({ block: "nearest" });
  }

  function follow(selector) {
    document.querySelector(`.cl ${selector}`)?.click();
  }

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => current?.querySelector("input[type=checkbox]")?.click(),
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
    u: () => follow("#up"),
    "/": () => document.getElementById("find-number")?.focus(),
    "?": () => help?.showModal(),
  };

  const isTyping = element => element.matches("textarea, select, input:not([type=checkbox])");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open || isTyping(event.target)) return;
    const inTable = table?.contains(event.target);
    const key = inTable && event.key === "ArrowDown" ? "j" : inTable && event.key === "ArrowUp" ? "k" : event.key;
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  });

  const button = document.getElementById("keys-button");
  if (button && help) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }

  const all = document.getElementById("tick-all");
  const legend = document.querySelector(".cl-bulk legend");
  if (!all || !legend) return;

  const words = legend.textContent;
  legend.setAttribute("aria-live", "polite");
  function tell() {
    const count = ticks.filter(tick => tick.checked).length;
    all.checked = count > 0 && count === ticks.length;
    all.indeterminate = count > 0 && count < ticks.length;
    legend.textContent = count === 0 ? words : `With the ${count} ticked ${count === 1 ? "appeal" : "appeals"}`;
    for (const tick of ticks) rowOf(tick).classList.toggle("cl-ticked", tick.checked);
  }

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    tell();
  });
  for (const tick of ticks) tick.addEventListener("change", tell);

  // A browser that goes back brings the ticks back, too.
  window.addEventListener("pageshow", tell);
})();
