"use strict"

// The list of steps, and their replay.

// steps reads the list of steps: what is done, on which day, and with how many seats if that has a number.
function steps() {
  return [...$("steps").querySelectorAll(".step")].map(row => {
    const [what, on, seats] = ["what", "on", "seats"].map(part => row.querySelector("." + part).value.trim())
    return takesSeats(what) ? {what, on, seats} : {what, on}
  })
}

const takesSeats = what => kinds.some(kind => kind.what === what && kind.seats)

// setSteps lists steps anew, after the purchase, which is the first and has its fields above.
function setSteps(list) {
  $("steps").replaceChildren(element("li", {class: "bought"}, element("span", {class: "done"}), element("p", {class: "then"})),
    ...list.map((step, k) => stepRow(step, k, list.length)))
}

function stepRow(step, k, n) {
  const id = part => `steps.${k}.${part}`
  const what = element("select", {id: id("what"), class: "what", "aria-describedby": id("what-mistake")})
  what.append(...kinds.map(kind => element("option", {value: kind.what}, kind.says)))
  if (!kinds.some(kind => kind.what === step.what)) what.append(element("option", {}, step.what))
  what.value = step.what
  const text = (part, attributes) => {
    const field = element("input", {id: id(part), class: part, "aria-describedby": id(part + "-mistake"), inputmode: "numeric", ...attributes})
    field.value = step[part] ?? ""
    return field
  }
  const button = (does, sign, says, off) => {
    const made = element("button", {type: "button", "data-does": does, "data-step": k, "aria-label": `${says} step ${k + 2}`}, sign)
    made.disabled = off
    return made
  }
  const seats = element("div", {}, element("label", {for: id("seats")}, "Seats"), text("seats", {maxlength: 20}))
  seats.hidden = !takesSeats(step.what)
  return element("li", {class: "step"},
    element("div", {class: "parts"},
      element("div", {}, element("label", {for: id("what")}, "Step " + (k + 2)), what),
      element("div", {}, element("label", {for: id("on")}, "On"), text("on", {maxlength: 10, spellcheck: "false"})), seats),
    ...["what", "on", "seats"].map(part => element("p", {class: "mistake", id: id(part + "-mistake")})),
    element("p", {class: "then"}),
    element("p", {class: "buttons"}, button("up", "↑", "Earlier: trade places with the one before", k === 0),
      button("down", "↓", "Later: trade places with the one after", k === n - 1), button("remove", "✕", "Remove", false)))
}

// The days of two steps that trade places stay in their order; what is done on them is traded.
function changeStep(does, k) {
  const list = steps()
  const to = {up: k - 1, down: k + 1}[does]
  if (does === "remove") list.splice(k, 1)
  else [list[k], list[to]] = [{...list[to], on: list[k].on}, {...list[k], on: list[to].on}]
  setSteps(list)
  update()
  const rows = $("steps").querySelectorAll(".step")
  const next = rows[to]?.querySelector(`[data-does=${does}]:enabled`) ?? rows[to]?.querySelector("button:enabled") ?? $("add-step")
  next.focus()
}

function addStep() {
  const list = steps()
  setSteps([...list, {what: kinds[0].what, on: axis?.day ?? $("day").value, seats: "1"}])
  update()
  $(`steps.${list.length}.what`).focus()
}

// showSteps says under each step where it leads, and marks those that are done by the day.
function showSteps(done) {
  $("steps").querySelectorAll("li").forEach((row, k) => {
    row.classList.toggle("past", done[k].past)
    row.querySelector(".then").replaceChildren(...unbroken("then " + done[k].then))
  })
  $("steps").querySelector(".done").replaceChildren(...unbroken(done[0].on + " " + done[0].text))
}

// replay goes through the days, one after the other, to the last one or until it is stopped.
let replaying = 0
function replay(on) {
  clearInterval(replaying)
  replaying = 0
  $("replay").textContent = on ? "Stop" : "Replay day by day"
  $("replay").setAttribute("aria-pressed", on)
  if (!on) return
  if (axis && (axis.at < 0 || axis.at >= axis.days - 1)) update("day", -axis.at)
  replaying = setInterval(() => {
    if (!axis || axis.at >= axis.days - 1 || $("slider").disabled) return replay(false)
    update("day", 1)
  }, 40)
}
