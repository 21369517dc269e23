"use strict"

// The timeline: it is drawn for the width of the page, from axis.

const barTop = 44
const barHeight = 30
const side = 6 // room for half a sign at either end

const paper = 680 // how wide the picture is on paper of A4

// draw draws the axis as wide as the page has room. Phases differ by pattern and by name, not by colour alone.
function draw(room = $("timeline").clientWidth) {
  if (!axis) return
  const width = Math.max(room, 200)
  const x = day => side + day * (width - 2 * side) / axis.days
  const compared = axis.published ? barHeight / 2 + 20 : 0
  const bottom = barTop + barHeight + compared
  const picture = svg("svg", {viewBox: `0 0 ${width} ${bottom + 48}`, width, height: bottom + 48, role: "img", "aria-labelledby": "picture-title"},
    svg("title", {id: "picture-title"}, axis.stretches.map(s => s.phase + " " + s.on).join("; ")), patterns())
  drawPhases(picture, axis.stretches, x, barTop, barHeight)
  if (axis.published) {
    // At the end at which the day is not.
    const late = x(axis.at) < 110
    picture.append(svg("text", {x: late ? width - side : side, y: barTop + barHeight + 15, class: "label published", "text-anchor": late ? "end" : "start"}, "as published:"))
    drawPhases(picture, axis.published, x, barTop + barHeight + 20, barHeight / 2)
  }
  drawTicks(picture, x, bottom)
  for (const mark of axis.marks) {
    if (mark.step) {
      picture.append(svg("circle", {class: "mark", cx: x(mark.at), cy: barTop - 17, r: 4}, svg("title", {}, mark.text)))
      continue
    }
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
    if (free[1] - free[0] > 9 * s.phase.length + 6) {
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
    if (k % named === 0 && at < x(axis.days) - 52) picture.append(svg("text", {class: "label", x: at, y: bottom + 24}, tick.text))
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
  list.push(element("li", {}, "▼ a day of the timeline below"), element("li", {}, "● a step"))
  if (axis.marks.some(mark => mark.allowed)) list.push(element("li", {}, "▲ from here on something is allowed that is refused now"))
  return element("figcaption", {}, element("ul", {class: "legend"}, ...list))
}
