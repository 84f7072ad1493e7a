"""Look at a page as it can shut somebody out, and return what is wrong with it."""

from pathlib import Path

import axe_playwright_python


AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WIDE = {"width": 1280, "height": 900}
# The same screen with each thing twice as large (layout asks only how many CSS pixels are left),
# and a phone.
NARROW = ({"width": 640, "height": 450}, {"width": 390, "height": 844})

# Of what axe may load first only sound and film are asked for by a rule that runs.
_AXE = """async (rules) => {
  const how = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  const found = await axe.run(document, { ...how, ...rules });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id} at ${node.html.slice(0, 200)}`));
}"""
_COLOURS_ALONE = {"runOnly": ["color-contrast"]}
_NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
_OPEN = "(which) => document.querySelectorAll(which).forEach((one) => { one.open = true; })"
_MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const takes = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
  return takes || style.animationName !== "none" || style.scrollBehavior === "smooth";
}).map((one) => `moves: ${one.outerHTML.slice(0, 200)}`)"""
# A word may leave the screen only where a reader can scroll to it; it may be shortened nowhere else
# than where a few lines are shown of many (line-clamp).
_CUT = """() => {
  const found = [], width = document.documentElement.clientWidth;
  const over = document.scrollingElement.scrollWidth - width;
  if (over > 0) found.push(`${over} px too wide for ${width}`);
  const skipped = ".sr, .skip, [aria-hidden=true], option";
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const at = node.parentElement, range = document.createRange();
    if (!node.data.trim() || at.closest(skipped) || !at.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), room = { left: 0, right: width, top: -Infinity, bottom: Infinity };
    let isElsewhere = false;
    for (let one = at; one !== document.body && !isElsewhere; one = one.parentElement) {
      const look = getComputedStyle(one), edge = one.getBoundingClientRect();
      isElsewhere = edge.width <= 1 || look.clipPath !== "none" || /auto|scroll/.test(look.overflowX) || look.position === "fixed";
      if (/hidden|clip/.test(look.overflowX)) { room.left = Math.max(room.left, edge.left); room.right = Math.min(room.right, edge.right); }
      if (/hidden|clip/.test(look.overflowY) && look.webkitLineClamp === "none") { room.top = Math.max(room.top, edge.top); room.bottom = Math.min(room.bottom, edge.bottom); }
    }
    const isCut = box.left < room.left - 2 || box.right > room.right + 2 || box.top < room.top - 2 || box.bottom > room.bottom + 2;
    if (isCut && !isElsewhere) found.push(`cut off at ${width}: ${node.data.trim().slice(0, 80)}`);
  }
  return found;
}"""


def faults_of(page, *, colours=True):
    """Return what is wrong: axe by day and by night, motion against the wish, words cut off.

    Every fold is opened first; what lies in a menu is looked at by night, over the page. Colours
    alone differ between day and night; between languages they do not, so one may do without them.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(_OPEN, "details:not(.menu)")
    found = [f"light: {one}" for one in page.evaluate(_AXE, {} if colours else _NO_COLOURS)]
    if colours:
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {one}" for one in page.evaluate(_AXE, _COLOURS_ALONE)]
    found += page.evaluate(_MOVES)
    for size in NARROW:
        page.set_viewport_size(size)
        found += page.evaluate(_CUT)
    page.set_viewport_size(WIDE)
    return sorted(set(found))


def faults_of_menus(page):
    """Return what axe finds while every menu of the page is open."""
    page.evaluate(_OPEN, "details.menu")
    return faults_in_use(page)


def faults_in_use(page):
    """Return what axe finds on the page as it stands now, in light and dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"in use, {scheme}: {one}" for one in page.evaluate(_AXE)]
    return sorted(set(found))
