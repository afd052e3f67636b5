// How much of the room for a text is used. Nothing is cut off: what is too long can be shortened.
export function count(field) {
  const limit = Number(field.dataset.limit);
  const shown = document.createElement("p");
  shown.className = "count";
  const tell = () => {
    const length = [...field.value.trim()].length;
    shown.hidden = length < limit / 2;
    shown.classList.toggle("over", length > limit);
    shown.textContent = `${length} / ${limit}`;
  };
  field.addEventListener("input", tell);
  field.after(shown);
  tell();
}
