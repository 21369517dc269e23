"use strict"

// The page asks and shows; everything that is worked out is worked out in Go. The two functions of the bridge take and
// return JSON: playground.form() and playground.answer(question).

const $ = id => document.getElementById(id)
const form = $("question")
const isDate = id => ["day", "start", "last"].includes(id) || /^steps\.\d+\.on$/.test(id)

// The axis of the last good answer, and the day on it.
let axis = null

// What can be done after the purchase.
let kinds = []

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
  $("page-list").append(...choices.passages.map(s =>
    element("li", {value: s.number, lang: "nl", "data-rules": s.rules.join(" "), title: s.rules.join(", ")}, s.first + "…")))
  kinds = choices.steps
  setSteps([])
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
  const asked = {readings: {}, shifted, shift, steps: steps()}
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
  if (wrong.length > 0 && replaying) replay(false)
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
  showSteps(answer.steps)
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
    if (answer.moved) parts.push(sideBySide(answer.compared))
  }
  $("moved").replaceChildren(...parts)
}

// What is spoken waits until nothing has been typed for a while, so that a screen reader is not flooded.
let speaking = 0
function speak(text) {
  clearTimeout(speaking)
  speaking = setTimeout(() => { if ($("spoken").textContent !== text) $("spoken").textContent = text }, 600)
}

// The address holds what differs from the fields' own values, so that a case can be shared and come back to.
function keepInAddress() {
  const kept = new URLSearchParams()
  for (const field of form.elements) {
    if (field.name && !field.disabled && field.value.trim() !== own(field)) kept.set(field.name, field.value.trim())
  }
  const list = steps().map(step => [step.what, step.on, step.seats].filter(Boolean).join(" ")).join("; ")
  if (list) kept.set("steps", list)
  const address = kept.size ? "#" + kept : location.pathname + location.search
  history.replaceState(null, "", address)
}

const own = field => field.options ? ([...field.options].find(o => o.defaultSelected) ?? field.options[0]).value : field.defaultValue

function readAddress() {
  const kept = new URLSearchParams(location.hash.slice(1))
  form.querySelectorAll("option.strange").forEach(option => option.remove())
  form.reset()
  setSteps((kept.get("steps") ?? "").split(";").map(text => text.trim()).filter(Boolean).map(text => {
    const [what, on, seats] = text.split(/\s+/)
    return {what, on: on ?? "", seats}
  }))
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
    if (replaying) replay(false)
    if (event.target.matches(".what")) {
      const seats = event.target.closest(".step").querySelector(".seats")
      seats.closest("div").hidden = !takesSeats(event.target.value)
      seats.value ||= "1"
    }
    if (event.target === $("slider")) update("day", event.target.valueAsNumber - axis.at)
    else update()
  })
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(() => update()))
  form.addEventListener("keydown", event => {
    const step = {ArrowUp: 1, ArrowDown: -1}[event.key]
    if (!step || !isDate(event.target.id)) return
    event.preventDefault()
    update(event.target.id, step)
  })
  $("over").addEventListener("click", () => setSteps([]))
  $("add-step").addEventListener("click", addStep)
  $("steps").addEventListener("click", event => {
    const pressed = event.target.closest("[data-does]")
    if (pressed) changeStep(pressed.dataset.does, Number(pressed.dataset.step))
  })
  $("replay").addEventListener("click", () => replay(!replaying))
  $("published").addEventListener("click", () => {
    form.querySelectorAll("#readings select").forEach(select => { select.value = "" })
    update()
  })
  window.addEventListener("hashchange", () => { readAddress(); update() })
  let printing = false
  window.addEventListener("beforeprint", () => { printing = true; draw(paper) })
  window.addEventListener("afterprint", () => { printing = false; draw() })
  new ResizeObserver(() => { if (!printing) draw() }).observe($("timeline"))
}

async function load() {
  const go = new Go()
  const response = await fetch("playground.wasm")
  if (!response.ok) throw new Error("playground.wasm: " + response.status)
  // Not every host knows the media type that compiling while loading needs.
  const {instance} = response.headers.get("Content-Type") === "application/wasm"
    ? await WebAssembly.instantiateStreaming(response, go.importObject)
    : await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject)
  go.run(instance)
  buildForm()
  fold()
  readAddress()
  listen()
  update()
  document.body.dataset.ready = Math.round(performance.now()) // milliseconds since the page was asked for
}

function fail(message) {
  $("failure").textContent = message
  $("failure").hidden = false
}

window.addEventListener("error", event => fail("The page has failed; load it again. " + event.message))
load().catch(error => fail("The rules could not be loaded: " + error.message))
