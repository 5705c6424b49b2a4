// Go from change to change by the keys n and p. Without this script the links do the same.
(() => {
  "use strict";
  const changes = [...document.querySelectorAll(".change")];
  const keys = document.querySelector(".keys");
  if (!keys) return;
  const wanted = keys.querySelector("input");
  keys.hidden = false;

  function current() {
    return changes.findIndex((change) => `#${change.id}` === location.hash);
  }

  // Keys of one character can be turned off (WCAG 2.1, 2.1.4), and leave fields alone.
  document.addEventListener("keydown", (event) => {
    if (!wanted.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest("textarea, select, [type=text]")) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step) return;
    const next = changes[current() + step];
    if (next) location.hash = next.id;
  });
})();
