// Words of a script in the reader's language: the page carries them as data-word- attributes of a hidden element.
export function wordsOf(id, fallback = {}) {
  const given = document.getElementById(id)?.dataset ?? {};
  return (name, values = {}) =>
    (given[`word${name[0].toUpperCase()}${name.slice(1)}`] ?? fallback[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}
