// The command bar, the sheet of keys and who else is here. Each is a page or a button without this file.
"use strict";

(() => {
  const body = document.body;
  const bar = document.getElementById("command"), sheet = document.getElementById("sheet");
  const choices = () => [...bar.querySelectorAll("[data-command]")];
  const field = () => bar.querySelector("#command-q");

  const openBar = () => {
    if (bar.open) return field().focus();
    bar.showModal();
    field().value = "";
    field().focus();
    htmx.ajax("GET", `${bar.dataset.url}?case=${encodeURIComponent(bar.querySelector("[name=case]").value)}`, { target: "#command-found", swap: "outerHTML" });
  };
  const openSheet = async () => {
    const answer = await fetch(sheet.dataset.url, { headers: { "HX-Request": "true" } });
    sheet.querySelector("[data-body]").innerHTML = await answer.text();
    if (!sheet.open) sheet.showModal();
  };
  const walk = (by) => {
    const all = choices(), at = all.indexOf(document.activeElement), next = at + by;
    next < 0 ? field().focus() : all[Math.min(next, all.length - 1)]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (bar && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return openBar();
    }
    if (bar?.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      return walk(event.key === "ArrowDown" ? 1 : -1);
    }
    if (bar?.open && event.key === "Enter" && event.target === field()) {
      event.preventDefault();
      return choices()[0]?.click();
    }
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?" && sheet) { event.preventDefault(); openSheet(); }
    if (event.key === "x") document.querySelector(".row.is-here .pick input")?.click();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) { event.preventDefault(); opener.dataset.open === "command" ? openBar() : openSheet(); }
    if (event.target.closest("[data-close]") || event.target === bar || event.target === sheet) event.target.closest("dialog")?.close();
  });

  // --- typing is told with the next word of our presence, and forgotten after it
  const typing = document.getElementById("typing");
  if (typing) {
    document.addEventListener("input", (event) => { if (event.target.id === "draft") typing.value = "1"; });
    body.addEventListener("htmx:afterRequest", (event) => { if (event.target.id === "here") typing.value = ""; });
  }
})();
