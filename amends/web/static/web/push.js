// Switches this browser on: asks the person, lets the browser make its keys, and sends them to the desk.
"use strict";

(() => {
  const form = document.querySelector("form[data-push]");
  if (!form) return;
  const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  document.querySelector("[data-no-push]").hidden = can;
  if (!can) return;
  form.hidden = false;

  const bytes = (spelled) => Uint8Array.from(atob(spelled.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const spelled = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const options = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };

  const subscribed = async () => {
    await navigator.serviceWorker.register(form.dataset.worker);
    const { pushManager } = await navigator.serviceWorker.ready;
    try {
      return await pushManager.subscribe(options);
    } catch (problem) {
      // The desk's key is another one than when this browser was switched on.
      const old = await pushManager.getSubscription();
      if (!old) throw problem;
      await old.unsubscribe();
      return pushManager.subscribe(options);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const refused = form.querySelector("[data-refused]");
    refused.textContent = "";
    refused.className = "";
    try {
      if (await Notification.requestPermission() !== "granted") throw new Error("refused");
      const made = await subscribed();
      form.elements.endpoint.value = made.endpoint;
      form.elements.p256dh.value = spelled(made.getKey("p256dh"));
      form.elements.auth.value = spelled(made.getKey("auth"));
      form.submit();
    } catch {
      refused.className = "notice notice-error";
      refused.textContent = refused.dataset.refused;
    }
  });

  // Which of the devices in the list is this one.
  const mark = async () => {
    const worker = await navigator.serviceWorker.getRegistration("/");
    const made = await worker?.pushManager.getSubscription();
    if (!made) return;
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(made.endpoint));
    const print = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const here = document.querySelector(`[data-device="${print}"] [data-here]`);
    if (here) here.hidden = false;
  };
  mark().catch(() => {});
})();
