// An icon of drawn/defs.html, as the icon tag writes it.
export function icon(name) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "ic");
  drawn.setAttribute("aria-hidden", "true");
  drawn.innerHTML = `<use href="#i-${name}"></use>`;
  return drawn;
}
