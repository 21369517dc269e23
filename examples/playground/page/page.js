"use strict"

// The page asks and shows; everything that is worked out is worked out in Go. The two functions of the bridge take and
// return JSON: playground.form() and playground.answer(question).

const $ = id => document.getElementById(id)
const form = $("question")
const dates = ["day", "start", "last", "due", "renewed"]

// The axis of the last good answer, and the day on it.
let axis = null

// element makes an element with attributes and children; children that are texts stay texts.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

function fill(select, values, chosen) {
  select.append(...values.map(value => {
    const option = element("option", {}, value)
    option.defaultSelected = value === chosen
    return option
  }))
}

function buildForm() {
  const choices = JSON.parse(playground.form())
  fill($("kind"), choices.kinds, "subscription")
  fill($("term"), choices.terms, "annual")
  fill($("channel"), choices.channels, "online")
  fill($("currency"), choices.currencies, "EUR")
  fill($("edition"), choices.editions, "Europe2024")
  $("offering").append(element("optgroup", {label: "Exempt, without stages"}, ...choices.exempt.map(name => element("option", {}, name))))
  $("page-list").append(...choices.sentences.map(s =>
    element("li", {value: s.number, lang: "nl", "data-rules": s.rules.join(" "), title: s.rules.join(", ")}, s.first + "…")))
  choices.readings.forEach(reading => {
    const id = "readings." + reading.key
    $("readings").append(element("div", {class: "field"},
      element("label", {for: id}, reading.asks),
      element("select", {id, name: id, "aria-describedby": id + "-mistake"},
        element("option", {value: ""}, "as published: " + reading.published),
        ...reading.choices.map(choice => element("option", {}, choice))),
      element("details", {class: "hint"}, element("summary", {}, reading.rule), reading.statement),
      element("p", {class: "mistake", id: id + "-mistake"})))
  })
}

// question collects the fields; those that do not belong to the kind are sent empty.
function question(shifted, shift) {
  const asked = {readings: {}, shifted, shift}
  for (const field of form.elements) {
    if (!field.name) continue
    const value = field.disabled ? "" : field.value.trim()
    if (!field.name.startsWith("readings.")) asked[field.name] = value
    else if (value !== "") asked.readings[field.name.slice("readings.".length)] = value
  }
  return asked
}

function showFieldsOfKind() {
  const kind = $("kind").value
  form.querySelectorAll("[data-kinds]").forEach(part => {
    const belongs = part.dataset.kinds.split(" ").includes(kind)
    part.hidden = !belongs
    part.querySelectorAll("input, select").forEach(field => { field.disabled = !belongs })
  })
}

// update asks and shows the answer; the date in the field shifted is moved first, by the calendar of the library.
function update(shifted = "", shift = 0) {
  showFieldsOfKind()
  const answer = JSON.parse(playground.answer(JSON.stringify(question(shifted, shift))))
  if (answer.shifted) $(shifted).value = answer.shifted
  const wrong = answer.mistakes ?? []
  showMistakes(wrong)
  document.body.classList.toggle("stale", wrong.length > 0)
  $("stale").hidden = wrong.length === 0 || !axis
  $("slider").disabled = wrong.length > 0
  if (wrong.length > 0) {
    if (!axis) $("headline").textContent = "No answer yet: the question has a mistake."
    speak(wrong.map(mistake => nameOf(mistake.field) + ": " + mistake.text).join(". "))
    return
  }
  keepInAddress()
  show(answer)
}

const nameOf = field => form.querySelector(`label[for="${field}"]`)?.firstChild.textContent.trim() ?? "The question"

function showMistakes(wrong) {
  form.querySelectorAll("[aria-invalid]").forEach(field => field.removeAttribute("aria-invalid"))
  document.querySelectorAll(".mistake").forEach(place => { place.textContent = "" })
  for (const mistake of wrong) {
    const place = $(mistake.field + "-mistake") ?? $("general")
    place.textContent += (place.textContent && "; ") + mistake.text
    const folded = place.closest("form details")
    if (folded) folded.open = true
    $(mistake.field)?.setAttribute("aria-invalid", "true")
  }
}

function show(answer) {
  $("headline").textContent = $("bar").textContent = answer.headline
  showMoved(answer)
  axis = answer.timeline
  draw()
  $("slider").max = axis.days - 1
  $("slider").value = axis.at
  $("slider").setAttribute("aria-valuetext", axis.day)
  $("sections").replaceChildren(...answer.sections.map(table))
  light()
  speak(answer.headline + (answer.moved ? ". " + moved(answer.moved) : ""))
}

const moved = n => n === 1 ? "1 value differs from the edition as published." : n + " values differ from the edition as published."

function showMoved(answer) {
  const parts = []
  if (answer.note) parts.push(element("p", {}, answer.note))
  if (answer.switched) {
    parts.push(element("p", {}, "Switched: " + (answer.moved ? moved(answer.moved) : "no value of this case differs from the edition as published.")),
      element("ul", {}, ...answer.switched.map(text => element("li", {}, text))))
  }
  $("moved").replaceChildren(...parts)
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

// What is spoken waits until nothing has been typed for a while, so that a screen reader is not flooded.
let speaking = 0
function speak(text) {
  clearTimeout(speaking)
  speaking = setTimeout(() => { if ($("spoken").textContent !== text) $("spoken").textContent = text }, 600)
}

const barTop = 34
const barHeight = 30
const side = 6 // room for half a sign at either end

// draw draws the axis as wide as the page has room. Phases differ by pattern and by name, not by colour alone.
function draw() {
  if (!axis) return
  const width = Math.max($("timeline").clientWidth, 200)
  const x = day => side + day * (width - 2 * side) / axis.days
  const compared = axis.published ? barHeight / 2 + 20 : 0
  const bottom = barTop + barHeight + compared
  const picture = svg("svg", {viewBox: `0 0 ${width} ${bottom + 44}`, width, height: bottom + 44, role: "img", "aria-labelledby": "picture-title"},
    svg("title", {id: "picture-title"}, axis.stretches.map(s => s.phase + " " + s.on).join("; ")), patterns())
  drawPhases(picture, axis.stretches, x, barTop, barHeight)
  if (axis.published) {
    picture.append(svg("text", {x: side, y: barTop + barHeight + 15, class: "label"}, "as published:"))
    drawPhases(picture, axis.published, x, barTop + barHeight + 20, barHeight / 2)
  }
  drawTicks(picture, x, bottom)
  for (const mark of axis.marks) {
    const d = mark.allowed ? `M${x(mark.at)} ${barTop + barHeight + 2}l-5 8h10z` : `M${x(mark.at)} ${barTop - 2}l-5 -8h10z`
    picture.append(svg("path", {class: mark.allowed ? "mark allowed" : "mark", d}, svg("title", {}, mark.text)))
  }
  drawDay(picture, x, width, bottom)
  $("timeline").replaceChildren(picture, legend())
}

function patterns() {
  const pattern = (id, ...inside) => svg("pattern", {id, width: 8, height: 8, patternUnits: "userSpaceOnUse"}, ...inside)
  const ground = phase => svg("rect", {width: 8, height: 8, class: "ground " + phase})
  return svg("defs", {},
    pattern("fill-active", ground("active")),
    pattern("fill-expired", ground("expired"), svg("path", {class: "ink", d: "M-2 2l4 -4M0 8l8 -8M6 10l4 -4"})),
    pattern("fill-suspended", ground("suspended"), svg("path", {class: "ink", d: "M0 0l8 8M8 0l-8 8"})),
    pattern("fill-canceled", ground("canceled")))
}

function drawPhases(picture, stretches, x, top, height) {
  for (const s of stretches) {
    const from = x(s.at)
    const to = x(s.at + s.days)
    picture.append(svg("rect", {class: "phase", x: from, y: top, width: to - from, height, fill: `url(#fill-${s.phase})`},
      svg("title", {}, s.phase + " " + s.on)))
    if (s.phase !== "active" || height !== barHeight) continue
    // The name stands on the wider side of the day, which would cross it.
    const at = x(axis.at + 0.5)
    const free = at <= from || at >= to ? [from, to] : at - from > to - at ? [from, at] : [at, to]
    if (free[1] - free[0] > 60) {
      picture.append(svg("text", {class: "on-bar", x: (free[0] + free[1]) / 2, y: top + height / 2 + 5}, s.phase))
    }
  }
}

// Of ticks whose names would touch each other, only every so many are named.
function drawTicks(picture, x, bottom) {
  const named = Math.ceil(64 * axis.ticks.length / x(axis.days))
  axis.ticks.forEach((tick, k) => {
    const at = x(tick.at)
    picture.append(svg("path", {class: "tick", d: `M${at} ${bottom}v5`}))
    if (k % named === 0 && at < x(axis.days) - 52) picture.append(svg("text", {class: "label", x: at, y: bottom + 20}, tick.text))
  })
}

function drawDay(picture, x, width, bottom) {
  const note = axis.at < 0 ? "◂ before" : axis.at >= axis.days ? "after ▸" : ""
  const at = note ? (axis.at < 0 ? side : width - side) : x(axis.at + 0.5)
  const anchor = at < 50 ? "start" : at > width - 50 ? "end" : "middle"
  picture.append(svg("text", {class: "day", x: at, y: 14, "text-anchor": anchor}, note || axis.day))
  if (!note) picture.append(svg("path", {class: "day", d: `M${at} 18V${bottom + 4}`}))
}

function legend() {
  const list = axis.stretches.map(s => element("li", {},
    svg("svg", {width: 22, height: 14, "aria-hidden": "true"}, svg("rect", {class: "phase", x: 1, y: 1, width: 20, height: 12, fill: `url(#fill-${s.phase})`})),
    element("span", {}, s.phase + " ", ...unbroken(s.on))))
  list.push(element("li", {}, "▼ a day of the timeline below"))
  if (axis.marks.some(mark => mark.allowed)) list.push(element("li", {}, "▲ from here on something is allowed that is refused now"))
  return element("figcaption", {}, element("ul", {class: "legend"}, ...list))
}

// The address holds what differs from the fields' own values, so that a case can be shared and come back to.
function keepInAddress() {
  const kept = new URLSearchParams()
  for (const field of form.elements) {
    if (field.name && !field.disabled && field.value.trim() !== own(field)) kept.set(field.name, field.value.trim())
  }
  const address = kept.size ? "#" + kept : location.pathname + location.search
  history.replaceState(null, "", address)
}

const own = field => field.options ? ([...field.options].find(o => o.defaultSelected) ?? field.options[0]).value : field.defaultValue

function readAddress() {
  const kept = new URLSearchParams(location.hash.slice(1))
  form.querySelectorAll("option.strange").forEach(option => option.remove())
  form.reset()
  for (const field of form.elements) {
    if (!field.name || !kept.has(field.name)) continue
    const value = kept.get(field.name)
    // What cannot be chosen is shown all the same, with the mistake that it is.
    if (field.options && ![...field.options].some(o => o.value === value)) field.add(element("option", {class: "strange"}, value))
    field.value = value
  }
}

// fold leaves open on a wide page what is folded on a narrow one.
function fold() {
  const wide = matchMedia("(min-width: 50.01rem)").matches
  for (const id of ["rare", "readings-fold"]) $(id).open = wide
}

function listen() {
  form.addEventListener("input", event => {
    if (event.target === $("slider")) update("day", event.target.valueAsNumber - axis.at)
    else update()
  })
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(() => update()))
  form.addEventListener("keydown", event => {
    const step = {ArrowUp: 1, ArrowDown: -1}[event.key]
    if (!step || !dates.includes(event.target.id)) return
    event.preventDefault()
    update(event.target.id, step)
  })
  $("published").addEventListener("click", () => {
    form.querySelectorAll("#readings select").forEach(select => { select.value = "" })
    update()
  })
  window.addEventListener("hashchange", () => { readAddress(); update() })
  new ResizeObserver(draw).observe($("timeline"))
}

async function load() {
  const go = new Go()
  const response = await fetch("playground.wasm")
  if (!response.ok) throw new Error("playground.wasm: " + response.status)
  // Not every host knows the media type that compiling while loading would need.
  const {instance} = await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject)
  go.run(instance)
  buildForm()
  fold()
  readAddress()
  listen()
  update()
}

function fail(message) {
  $("failure").textContent = message
  $("failure").hidden = false
}

window.addEventListener("error", event => fail("The page has failed; load it again. " + event.message))
load().catch(error => fail("The rules could not be loaded: " + error.message))
