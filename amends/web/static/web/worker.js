// Shows what the desk pushes to this browser. It keeps nothing and answers no request of a page.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  const { title = "Amends", body = "", lang = "", dir = "auto", tag = "desk", url = "/", urgent = false } = told;
  event.waitUntil(self.registration.showNotification(title, {
    body, lang, dir, tag, renotify: true, requireInteraction: urgent, data: { url },
    icon: "/static/web/icon-192.png", badge: "/static/web/badge.png",
  }));
});

// Only pages of this desk are opened, whatever a push says.
const inside = (url) => {
  const asked = new URL(url, self.location.origin);
  return asked.origin === self.location.origin ? asked.href : self.location.origin;
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const there = inside(event.notification.data?.url ?? "/");
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window" });
    const desk = open.find((one) => one.url === there) ?? open[0];
    if (!desk) return self.clients.openWindow(there);
    await desk.focus();
    return desk.url === there ? desk : desk.navigate(there);
  })());
});
