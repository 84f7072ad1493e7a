// Small helpers of the desk. Everything works without this file; it only saves a reload or a reach.
"use strict";

(() => {
  const body = document.body;
  const SECOND = 1000, HIDDEN = 20 * SECOND, LONGEST = 60 * SECOND;
  let wait = SECOND;

  // --- live: ask once a second whether anything moved; slower in a hidden tab, patient when offline
  const ask = async () => {
    try {
      const answer = await fetch(`${body.dataset.live}?v=${body.dataset.version}`, { headers: { "HX-Request": "true" } });
      if (answer.status === 401) return location.reload();
      const told = answer.headers.get("HX-Trigger");
      if (told) {
        const { version } = JSON.parse(told).moved;
        body.dataset.version = version;
        htmx.trigger(body, "moved", { version });
      }
      wait = answer.ok ? SECOND : Math.min(wait * 2, LONGEST);
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    setTimeout(ask, document.hidden ? Math.max(wait, HIDDEN) : wait);
  };
  if (body.dataset.live) {
    setTimeout(ask, SECOND);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) wait = SECOND; });
  }

  // --- the keyboard's place in the queue survives a refresh
  let here = null;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const stand = (row, focus) => {
    document.querySelectorAll(".is-here").forEach((r) => r.classList.remove("is-here"));
    if (!row) return;
    here = row.id;
    row.closest(".row, .row-maybe").classList.add("is-here");
    if (focus) row.focus();
  };
  const step = (by) => {
    const all = rows(), at = all.findIndex((r) => r.id === here);
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) { stand(next, true); next.closest(".row, .row-maybe").scrollIntoView({ block: "nearest" }); }
  };
  body.addEventListener("htmx:afterSwap", () => { if (here) stand(document.getElementById(here), false); });

  // an open menu or a search being typed is not taken from under the reader's hands
  body.addEventListener("htmx:beforeRequest", (event) => {
    const live = event.target.closest(".live");
    const busy = live === event.target && (live.contains(document.activeElement) && document.activeElement.matches("input, textarea, select") || live.querySelector("details.menu[open], .pick :checked"));
    if (busy) event.preventDefault();
  });

  // --- keys: / j k ↵ r a ?, and y n u where a question waits
  const press = (key) => (document.getElementById(here)?.closest(".row, .row-maybe") ?? document).querySelector(`[data-key="${key}"]`)?.click();
  const open = (fragment) => {
    const row = document.getElementById(here);
    if (row) location.href = row.getAttribute("href") + fragment;
  };
  const jump = (id) => {
    const place = document.getElementById(id);
    if (!place) return false;
    place.closest("details")?.setAttribute("open", "");
    place.focus();
    place.scrollIntoView({ block: "nearest" });
    return true;
  };
  const keys = {
    "/": () => document.getElementById("q")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    r: () => jump("draft") || open("#draft"),
    a: () => jump("id_handover_to") || open("#id_handover_to"),
    y: () => press("y"),
    n: () => press("n"),
    u: () => document.querySelector("[data-key=u]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.menu[open]").forEach((d) => d.removeAttribute("open"));
      if (document.activeElement?.matches("input, textarea")) document.activeElement.blur();
      return;
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((d) => { if (!d.contains(event.target)) d.removeAttribute("open"); });
  });

  // --- the draft: marks below the words, the same metrics, moving together
  const mirror = () => {
    const draft = document.getElementById("draft"), marks = document.getElementById("marks");
    if (draft && marks) marks.scrollTop = draft.scrollTop;
  };
  document.addEventListener("scroll", (event) => { if (event.target.id === "draft") mirror(); }, true);
  document.addEventListener("input", (event) => {
    // The layer holds the words of the last review: while they differ it would underline the wrong ones.
    if (event.target.id === "draft") document.getElementById("marks")?.replaceChildren();
  });
  body.addEventListener("htmx:afterSwap", mirror);

  // --- a reply that rests: how long still, in the reader's digits; over, the page looks again
  const script = { ar: "ar-u-nu-arab", fa: "fa-u-nu-arabext" }[document.documentElement.lang] || "en";
  const two = new Intl.NumberFormat(script, { minimumIntegerDigits: 2 }), one = new Intl.NumberFormat(script);
  const ends = new WeakMap();
  setInterval(() => document.querySelectorAll("[data-left]").forEach((rest) => {
    if (!ends.has(rest)) ends.set(rest, [Date.now() + rest.dataset.left * SECOND, parseFloat(rest.querySelector(".clock-arc").getAttribute("stroke-dasharray"))]);
    const [end, share] = ends.get(rest), left = Math.ceil((end - Date.now()) / SECOND);
    if (left < 0) return;
    rest.querySelector("[data-shown]").textContent = `${one.format(Math.floor(left / 60))}:${two.format(left % 60)}`;
    rest.querySelector(".clock-arc").setAttribute("stroke-dasharray", `${share * left / rest.dataset.left} 60`);
    if (left === 0) htmx.trigger(body, "moved");
  }), SECOND);

  // --- a shape chosen for the draft goes where the writer stands in it
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add]"), draft = document.getElementById("draft");
    if (!button || !draft) return;
    event.preventDefault();
    const { selectionStart: at, selectionEnd: to, value } = draft;
    const before = value.slice(0, at), gap = before && !/\s$/.test(before) ? " " : "";
    draft.setRangeText(gap + button.value + (/^\s|^$/.test(value.slice(to)) ? "" : " "), at, to, "end");
    button.closest("details")?.removeAttribute("open");
    draft.focus();
    const slot = /\{[^{}\n]+\}/.exec(draft.value);
    if (slot) draft.setSelectionRange(slot.index, slot.index + slot[0].length);
    draft.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- Ctrl and ; open the facts of the shop while writing; arrows choose, Enter inserts, Escape goes back
  document.addEventListener("keydown", (event) => {
    const facts = document.getElementById("facts");
    if (!facts) return;
    const items = [...facts.querySelectorAll(".menu-item")], at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.ctrlKey && event.code === "Semicolon") {
      event.preventDefault();
      facts.setAttribute("open", "");
      items[0].focus();
    } else if (at >= 0 && step) {
      event.preventDefault();
      items[(at + step + items.length) % items.length].focus();
    } else if (at >= 0 && event.key === "Escape") {
      document.getElementById("draft")?.focus();
    }
  });

  // --- copy a text, and say so
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      button.querySelector("[data-said]").textContent = button.dataset.done;
    } catch {
      source.focus();
      source.select?.();
    }
  });

  // --- the newest end of a conversation first, also where the page scrolls
  if (location.hash === "#draft" || location.hash === "#id_handover_to") jump(location.hash.slice(1));
})();
