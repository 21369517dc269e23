"use strict"

// The tables of the answers, what opens in them, and two readings side by side.

// sideBySide shows the two readings in two columns, with what moves by how much.
function sideBySide(compared) {
  const columns = ["What", "As published", "As switched", "Moves"]
  const cells = d => [d.published, d.switched, d.moves ?? ""].map((text, k) =>
    element("td", {role: "cell", "data-label": columns[k + 1]}, ...unbroken(text)))
  const made = element("table", {role: "table", id: "compared"},
    element("caption", {}, "As published and as switched, with the days and the amounts that move"),
    element("thead", {role: "rowgroup"}, element("tr", {role: "row"}, ...columns.map(name => element("th", {role: "columnheader", scope: "col"}, name)))),
    element("tbody", {role: "rowgroup"}, ...compared.map(d => element("tr", {role: "row"},
      element("th", {role: "rowheader", scope: "row"}, d.section + ": ", ...unbroken(d.what)), ...cells(d)))))
  const folded = element("details", {id: "side-by-side"}, element("summary", {}, "Two readings side by side"), made)
  folded.open = $("side-by-side")?.open ?? matchMedia("(min-width: 50.01rem)").matches
  return folded
}

// unbroken keeps a line from ending within a date or an amount.
const unbroken = text => text.split(/(\d{4}-\d\d-\d\d|[A-Z]{3} [\d.]+)/).map((part, k) => k % 2 ? element("span", {class: "whole"}, part) : part)

// What is open, by its place, so that it stays open when the answers are shown anew.
const opened = new Set()

// keepOpen makes a details element that is open if it was, and remembers it.
function keepOpen(place, attributes, summary, ...inside) {
  const made = element("details", attributes, element("summary", {}, summary), ...inside)
  made.open = opened.has(place)
  made.addEventListener("toggle", () => {
    if (made.isConnected) opened[made.open ? "add" : "delete"](place)
    light()
  })
  return made
}

// tree makes what opens below a figure: how it was worked out, its rules, and in each rule the words of the page. What
// is in it stays text.
function tree(x, place) {
  const parts = x.how ? [element("p", {class: "why"}, x.how)] : []
  for (const rule of x.rules ?? []) {
    const inside = (rule.readings ?? []).map(reading =>
      element("p", {class: "reading"}, reading.says + ": " + reading.value + (reading.meaning ? ", " + reading.meaning : "")))
    inside.push(element("p", {class: "source"}, rule.rule + ", " + rule.standing.join(" and ") + ": " + rule.source))
    if (rule.quote) inside.push(element("blockquote", {lang: "nl"}, rule.quote))
    for (const s of rule.passages ?? []) {
      inside.push(element("p", {class: "passage"}, "Passage " + s.number + ", line " + s.line + ": ", element("q", {lang: "nl"}, s.first + "…")))
    }
    parts.push(keepOpen(place + " " + rule.rule, {class: "rule", "data-rule": rule.rule}, rule.says, ...inside))
  }
  for (const part of x.parts ?? []) {
    const at = place + " " + part.asks
    parts.push(keepOpen(at, {class: "figure"}, part.asks + ": " + part.value, ...tree(part, at)))
  }
  return parts
}

// light marks the passages of the page from which the rules were read that are open.
function light() {
  const open = new Set([...document.querySelectorAll("details.rule[open]")].map(rule => rule.dataset.rule))
  document.querySelectorAll("#page li").forEach(passage => {
    passage.classList.toggle("lit", passage.dataset.rules.split(" ").some(id => open.has(id)))
  })
}

// opener is the button of a row that opens its figure below it: "Why not?" of what is refused.
function opener(section, row) {
  if (!row.opens) return []
  const asks = row.when || ["no", "refused"].includes(row.cells[0].text) ? "Why not?" : "Why?"
  const id = "opens-" + section.id + "-" + row.id
  const made = element("button", {type: "button", class: "opener", id, "aria-label": asks + " " + row.label, "aria-expanded": opened.has(id)}, asks)
  made.addEventListener("click", () => {
    if (!opened.delete(id)) opened.add(id)
    made.setAttribute("aria-expanded", opened.has(id))
    $(id + "-below")?.remove()
    made.closest("tr").after(...below(section, row))
    light()
  })
  return [made]
}

// below is the row below a row, as wide as the table, if it is open: the day from which what is refused will be allowed,
// and what its figure rests on.
function below(section, row) {
  const id = "opens-" + section.id + "-" + row.id
  if (!row.opens || !opened.has(id)) return []
  const cell = element("td", {role: "cell", colspan: section.columns.length})
  if (row.when) cell.append(element("p", {class: "when"}, ...unbroken(row.when)))
  cell.append(...tree(row.opens, id))
  return [element("tr", {role: "row", class: "below", id: id + "-below"}, cell)]
}

// The roles are those that the elements have by themselves, but for browsers that forget them where the style makes a
// block of a cell.
function table(section) {
  const open = $("why-" + section.id)?.open
  const rows = section.rows.flatMap(row => [element("tr", {role: "row", "data-row": row.id},
    element("th", {role: "rowheader", scope: "row"}, ...unbroken(row.label)),
    ...row.cells.map((value, k) => {
      const cell = element("td", {role: "cell", "data-label": section.columns[k + 1], "data-value": value.text}, ...unbroken(value.text))
      if (value.was) cell.append(" ", element("span", {class: "was"}, "was ", ...unbroken(value.was), value.moves ? ", " + value.moves : ""))
      if (k === 0) cell.append(...opener(section, row))
      return cell
    })), ...below(section, row)])
  const made = element("section", {id: "section-" + section.id, "aria-labelledby": "title-" + section.id},
    element("h3", {id: "title-" + section.id}, section.title),
    element("table", {role: "table", "aria-labelledby": "title-" + section.id},
      element("thead", {role: "rowgroup"},
        element("tr", {role: "row"}, ...section.columns.map(name => element("th", {role: "columnheader", scope: "col"}, ...unbroken(name))))),
      element("tbody", {role: "rowgroup"}, ...rows)))
  if (section.why) {
    const details = element("details", {id: "why-" + section.id}, element("summary", {}, "Why"), element("p", {class: "why"}, section.why))
    details.open = Boolean(open)
    made.append(details)
  }
  return made
}
