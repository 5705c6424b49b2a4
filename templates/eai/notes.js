// Show a footnote or a reference beside its call: by mouse, keyboard or touch.
// Without this script the calls are plain links to the same words.
(() => {
  "use strict";
  const CALLS = "sup.call a, cite a[href^='#ref-']";
  const GAP = 8;
  const note = document.createElement("div");
  let shown = null;
  let pressed = null;
  let leaving = 0;

  note.id = "hover-note";
  note.className = "hover-note";
  note.setAttribute("role", "tooltip");
  note.setAttribute("data-chrome", "");
  note.hidden = true;
  document.body.append(note);

  // Calls within the note itself are plain links.
  function called(event) {
    const call = event.target instanceof Element && event.target.closest(CALLS);
    return call && !note.contains(call) ? call : null;
  }

  function words(call) {
    const target = document.getElementById(decodeURIComponent(call.hash.slice(1)));
    if (!target) return [];
    const copy = target.cloneNode(true);
    copy.querySelectorAll("[data-chrome]").forEach((chrome) => chrome.remove());
    copy.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
    return [...copy.childNodes];
  }

  function place(call) {
    const from = call.getClientRects()[0] ?? call.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.min(Math.max(from.left - 2 * GAP, GAP), width - note.offsetWidth - GAP);
    const below = from.bottom + GAP / 2;
    const above = from.top - note.offsetHeight - GAP / 2;
    const fits = below + note.offsetHeight <= window.innerHeight || above < 0;
    note.style.left = `${left + window.scrollX}px`;
    note.style.top = `${(fits ? below : above) + window.scrollY}px`;
  }

  function show(call) {
    clearTimeout(leaving);
    if (shown === call) return;
    hide();
    const found = words(call);
    if (!found.length) return;
    note.replaceChildren(...found);
    note.hidden = false;
    shown = call;
    call.setAttribute("aria-describedby", note.id);
    place(call);
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    note.hidden = true;
  }

  // The pointer may cross the gap from the call to the note (WCAG 2.1, 1.4.13).
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => note.contains(document.activeElement) || hide(), 250);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const call = called(event);
    if (call) show(call);
    else if (note.contains(event.target)) clearTimeout(leaving);
    else if (shown && shown !== document.activeElement) leave();
  });
  document.addEventListener("focusin", (event) => {
    const call = called(event);
    if (call && call.matches(":focus-visible")) show(call);
    else if (!call && !note.contains(event.target)) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === shown && !note.contains(event.relatedTarget)) leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    pressed = event.pointerType === "touch" ? { call: called(event), open: shown } : null;
    if (!called(event) && !note.contains(event.target)) hide();
  });
  // A first touch shows the note, a second one follows the link.
  document.addEventListener("click", (event) => {
    const call = called(event);
    if (!call && !event.target.closest("#hover-note a")) return;
    if (call && pressed && pressed.open !== call) {
      event.preventDefault();
      show(call);
    } else {
      hide();
    }
  });
  window.addEventListener("resize", hide);
})();
