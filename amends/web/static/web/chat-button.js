// What a shop puts into its page: a button that opens the chat in a frame.
// <script src="https://desk.example/static/web/chat-button.js" data-key="KEY" data-language="ar" defer></script>
// With data-user and data-proof = hex(HMAC-SHA256(secret, user)) the shop says who is signed in.
"use strict";

(() => {
  const script = document.currentScript;
  const { key, language = document.documentElement.lang.slice(0, 2), user, proof } = script.dataset;
  const WORDS = { ar: "راسلنا", fa: "به ما بنویسید", en: "Write to us" };
  const CLOSE = { ar: "إغلاق", fa: "بستن", en: "Close" };
  const spoken = WORDS[language] ? language : "en";
  const there = new URL(`/chat/${key}/`, script.src);
  there.searchParams.set("language", spoken);
  if (user && proof) {
    there.searchParams.set("user", user);
    there.searchParams.set("proof", proof);
  }

  // --- the pass of a visitor stays in the shop's own part of his browser
  const place = `amends-chat-${key}`;
  const kept = () => { try { return localStorage.getItem(place); } catch { return null; } };
  const keep = (pass) => { try { localStorage.setItem(place, pass); } catch { /* this browser keeps nothing */ } };

  const shape = (element, values) => Object.assign(element.style, values);
  const button = document.createElement("button");
  button.type = "button";
  button.lang = spoken;
  button.dir = spoken === "en" ? "ltr" : "rtl";
  button.textContent = WORDS[spoken];
  button.setAttribute("aria-expanded", "false");
  shape(button, {
    position: "fixed", insetBlockEnd: "16px", insetInlineEnd: "16px", zIndex: 2147483000, padding: "12px 20px",
    font: "600 16px system-ui, sans-serif", color: "#fff", background: "#0f5c4d", border: "0", borderRadius: "24px", cursor: "pointer",
  });
  const frame = document.createElement("iframe");
  frame.title = WORDS[spoken];
  frame.hidden = true;
  shape(frame, {
    position: "fixed", insetBlockEnd: "76px", insetInlineEnd: "16px", zIndex: 2147483000, inlineSize: "min(400px, calc(100vw - 32px))",
    blockSize: "min(640px, calc(100vh - 100px))", border: "1px solid #c8ccca", borderRadius: "12px", background: "#fff",
  });
  const turn = (isOpen) => {
    if (isOpen && !frame.src) {
      if (!proof && kept()) there.searchParams.set("pass", kept());
      frame.src = there;
    }
    frame.hidden = !isOpen;
    button.textContent = (isOpen ? CLOSE : WORDS)[spoken];
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? frame : button).focus();
  };
  button.addEventListener("click", () => turn(frame.hidden));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !frame.hidden) turn(false); });
  addEventListener("message", ({ source, origin, data }) => {
    const isOurs = source === frame.contentWindow && origin === there.origin && data?.amendsChat === key;
    if (isOurs) keep(String(data.pass));
  });
  document.body.append(button, frame);
})();
