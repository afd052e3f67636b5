// What is wrong with how a page lies: wider than its window, text that is cut off, texts that lie upon each other.
() => {
  const faults = [];
  const root = document.documentElement;
  const name = (element) => {
    const mark = element.className?.baseVal ?? element.className;
    return `${element.tagName.toLowerCase()}${mark ? `.${mark.trim().split(/\s+/).join(".")}` : ""}`;
  };
  const words = (text) => text.trim().replace(/\s+/g, " ").slice(0, 50);
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest(".vh, .defs"));
    faults.push(`wider than the window by ${root.scrollWidth - root.clientWidth} px: ${wide.slice(0, 3).map(name).join(", ")}`);
  }

  const isOnlyHeard = (element) => {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath === "inset(50%)") return true;
    return false;
  };
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest(".skip, [aria-hidden=true], svg, option, datalist") && !isOnlyHeard(element);
  const isMoving = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
    }
    return false;
  };

  // Text that its own box cuts off. What scrolls does so on purpose.
  for (const element of document.body.querySelectorAll("*")) {
    if (!isSeen(element) || !element.textContent.trim()) continue;
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    const isCut = (cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) || (cuts(overflowY) && element.scrollHeight > element.clientHeight + 2);
    if (isCut && textOverflow !== "ellipsis" && element.clientWidth) faults.push(`cut off: ${name(element)} "${words(element.textContent)}"`);
  }

  // Lines of text that lie upon lines of other elements.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !isSeen(parent) || isMoving(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) lines.push({ parent, text: node.data, box });
    }
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  const inset = 3;
  for (let i = 0; i < lines.length; i += 1) {
    for (let j = i + 1; j < lines.length && lines[j].box.top < lines[i].box.bottom - inset; j += 1) {
      const [a, b] = [lines[i], lines[j]];
      if (a.parent === b.parent || a.parent.contains(b.parent) || b.parent.contains(a.parent)) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > inset && down > inset + 2) faults.push(`one upon the other: "${words(a.text)}" and "${words(b.text)}"`);
    }
  }
  return [...new Set(faults)];
}
