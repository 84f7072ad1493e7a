// The chat window: asks for answers, and hands the visitor's pass to the shop's page. It works without this.
"use strict";

(() => {
  const main = document.querySelector("[data-chat]");
  const turns = document.getElementById("turns");
  const PAUSE = 3000, LONGEST = 60000;
  let wait = PAUSE;

  // --- who comes back finds his conversation: the shop's page keeps the pass, browsers let frames keep nothing.
  // Only sites that the desk allows can hold this frame, so nobody else hears it.
  if (main.dataset.pass && parent !== window) {
    parent.postMessage({ amendsChat: main.dataset.key, pass: main.dataset.pass }, location.ancestorOrigins?.[0] ?? "*");
  }

  // --- Enter sends, Shift+Enter begins a line
  document.getElementById("text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  // --- the desk learns that he types, every few seconds: nobody answers into his words
  const TOLD_EVERY = 4000;
  let told = 0;
  document.getElementById("text").addEventListener("input", () => {
    if (Date.now() - told < TOLD_EVERY) return;
    told = Date.now();
    const who = new URLSearchParams(main.dataset.chat.split("?")[1]);
    fetch(main.dataset.writing, { method: "POST", body: who }).catch(() => {});
  });

  if (turns.children.length) document.getElementById("text").scrollIntoView({ block: "end" });

  const ask = async () => {
    try {
      const answer = await fetch(main.dataset.chat);
      const page = await answer.text();
      const said = page.match(/<article/g)?.length ?? 0;
      if (answer.ok && said !== turns.children.length) {
        turns.innerHTML = page;
        turns.lastElementChild?.scrollIntoView({ block: "nearest" });
      }
      wait = answer.ok ? PAUSE : Math.min(wait * 2, LONGEST);
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    setTimeout(ask, document.hidden ? Math.max(wait, 20000) : wait);
  };
  setTimeout(ask, 500);
})();
