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

// tree makes what opens in place of a figure: the figure, its rules, and in each rule the words of the page. What is in
// it stays text.
function tree(x) {
  const parts = [element("p", {class: "why"}, x.how ?? "")]
  for (const rule of x.rules ?? []) {
    const opened = element("details", {class: "rule", "data-rule": rule.rule}, element("summary", {}, rule.says))
    for (const reading of rule.readings ?? []) {
      opened.append(element("p", {class: "reading"}, reading.says + ": " + reading.value + (reading.meaning ? ", " + reading.meaning : "")))
    }
    opened.append(element("p", {class: "source"}, rule.standing.join(", ") + ": " + rule.source))
    if (rule.quote) opened.append(element("blockquote", {lang: "nl"}, rule.quote))
    for (const s of rule.sentences ?? []) {
      opened.append(element("p", {class: "sentence"}, "Sentence " + s.number + ", line " + s.line + ": ", element("q", {lang: "nl"}, s.first + "…")))
    }
    opened.addEventListener("toggle", light)
    parts.push(opened)
  }
  for (const part of x.parts ?? []) {
    parts.push(element("details", {class: "figure"}, element("summary", {}, part.asks + ": " + part.value), ...tree(part)))
  }
  return parts
}

// light marks the sentences of the page from which the rules were read that are open.
function light() {
  const open = new Set([...document.querySelectorAll("details.rule[open]")].map(rule => rule.dataset.rule))
  document.querySelectorAll("#page li").forEach(sentence => {
    sentence.classList.toggle("lit", sentence.dataset.rules.split(" ").some(id => open.has(id)))
  })
}

// opens is what a row opens, if it does: "Why not?" of what is refused, with the day from which it will be allowed.
function opens(section, row) {
  if (!row.opens) return []
  const id = "opens-" + section.id + "-" + row.id
  const was = $(id)
  const made = element("details", {id, class: "opens"},
    element("summary", {"aria-label": (row.when ? "Why not? " : "Why? ") + row.label}, row.when ? "Why not?" : "Why?"))
  if (row.when) made.append(element("p", {class: "when"}, ...unbroken(row.when)))
  made.append(...tree(row.opens))
  made.open = Boolean(was?.open)
  return [made]
}

// The roles are those that the elements have by themselves, but for browsers that forget them where the style makes a
// block of a cell.
function table(section) {
  const open = $("why-" + section.id)?.open
  const rows = section.rows.map(row => element("tr", {role: "row", "data-row": row.id},
    element("th", {role: "rowheader", scope: "row"}, ...unbroken(row.label)),
    ...row.cells.map((value, k) => {
      const cell = element("td", {role: "cell", "data-label": section.columns[k + 1], "data-value": value.text}, ...unbroken(value.text))
      if (value.was) cell.append(" ", element("span", {class: "was"}, "was ", ...unbroken(value.was), value.moves ? ", " + value.moves : ""))
      if (k === 0) cell.append(...opens(section, row))
      return cell
    })))
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
