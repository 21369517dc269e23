package desk

import (
	_ "embed"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
)

// The page is A4 landscape, or lower if there is little to show; its unit is a hundredth of a millimetre.
const (
	pageWidth  = 29700
	pageHeight = 21000
	margin     = 700

	labelsWidth = 6200
	idsWidth    = 2400 // at most
	plotLeft    = margin + labelsWidth + 200
	plotWidth   = 17600
	statesWidth = pageWidth - margin - plotLeft - plotWidth - 200

	titleAt    = 1150 // baselines, from the top
	yearsAt    = 1720
	partsAt    = 2060
	todayAt    = 2400
	rowsTop    = 2500
	footHeight = 1900 // of the part below the rows
	maxPitch   = 1150 // from one row to the next

	headline = 460 // sizes of letters
	ordinary = 300
	small    = 250
)

//go:embed picture.css
var pictureStyle string

// drawing is a picture that is being drawn on the page.
type drawing struct {
	page
	axis   axis
	on     calendar.Date
	pitch  int // from one row to the next
	size   int // of letters
	ids    int // how wide the column of the IDs is
	bottom int // of the rows
}

// svg draws the picture. The same picture gives the same bytes.
func (p picture) svg() []byte {
	d := drawing{axis: newAxis(p.shown, plotLeft, plotWidth), on: p.on, pitch: maxPitch}
	if n := len(p.rows); n > 0 {
		d.pitch = min(maxPitch, (pageHeight-rowsTop-footHeight)/n)
	}
	d.size = min(ordinary, d.pitch*80/100)
	for _, r := range p.rows {
		d.ids = min(max(d.ids, textWidth(r.id, d.size)), idsWidth)
	}
	d.bottom = rowsTop + max(len(p.rows), 1)*d.pitch
	height := (d.bottom + footHeight + 99) / 100 * 100 // whole millimetres
	d.open(`svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%dmm" viewBox="0 0 %d %d" role="img" `+
		`aria-labelledby="title desc" xml:lang="en"`,
		pageWidth/100, height/100, pageWidth, height)
	d.element(`title id="title"`, p.company+": subscriptions on "+p.on.String())
	d.element(`desc id="desc"`, p.describe())
	d.element("style", pictureStyle)
	d.open(`clipPath id="labels"`) // a font may have wider letters than fit assumes
	d.rect("page", margin, 0, labelsWidth, height, "")
	d.close("clipPath")
	d.rect("page", 0, 0, pageWidth, height, "")
	d.head(p)
	for i, r := range p.rows {
		d.row(r, rowsTop+i*d.pitch)
	}
	d.today()
	d.legend(d.bottom + 400)
	d.close("svg")
	return d.Bytes()
}

// describe puts the picture into words.
func (p picture) describe() string {
	text := fmt.Sprintf("A timeline from %s through %s with one bar for each subscription.", p.shown.Start(),
		p.shown.LastDay())
	for _, r := range p.rows {
		text += fmt.Sprintf(" %s %s, %s: %s, %s.", r.id, r.product, r.size, r.phase, r.left)
	}
	return text
}

// head draws the part above the rows, and the grid behind them.
func (d *drawing) head(p picture) {
	const half = (pageWidth - 2*margin) / 2
	d.text("name", margin, titleAt, headline, fit(p.company, headline, half))
	d.text("end", pageWidth-margin, titleAt, small, fit(p.summary, small, half-300))
	for i := range p.rows {
		if i%2 == 0 {
			d.rect("band", margin, rowsTop+i*d.pitch, pageWidth-2*margin, d.pitch, "")
		}
	}
	const room = 640 // of the name of a month
	for _, t := range d.axis.parts(room) {
		x, end := d.axis.x(t.days.Start()), d.axis.x(t.days.End())
		d.path("grid", "", "M%d %dV%d", x, partsAt-240, d.bottom)
		d.text("middle", (x+end)/2, partsAt, small, t.name)
	}
	for _, t := range d.axis.years() {
		x, end := d.axis.x(t.days.Start()), d.axis.x(t.days.End())
		d.path("year", "", "M%d %dV%d", x, yearsAt-280, d.bottom)
		if textWidth(t.name, ordinary) < end-x-80 {
			d.text("strong", x+80, yearsAt, ordinary, t.name)
		}
	}
	d.path("year", "", "M%d %dV%d", d.axis.x(p.shown.End()), yearsAt-280, d.bottom)
	if len(p.rows) == 0 {
		d.text("label", margin, rowsTop+d.pitch/2, ordinary, "no subscriptions")
	}
}

// row draws one subscription from y on.
func (d *drawing) row(r row, y int) {
	d.open("g")
	d.element("title", fmt.Sprintf("%s %s, %s: %s, %s", r.id, r.product, r.size, r.phase, r.left))
	d.labels(r, y)
	height := min(d.pitch*42/100, 420)
	b := bar{top: y + (d.pitch-height)/2, height: height, row: y, pitch: d.pitch}
	d.window(b, r.window)
	for _, st := range r.stretches {
		d.stretch(b, st)
	}
	for _, day := range r.renewals {
		if d.axis.shown.Contains(day) {
			d.path("renewal", "renewed by itself on "+day.String(), "M%d %dv%d", d.axis.x(day), b.top, b.height)
		}
	}
	for _, m := range r.marks {
		if d.axis.shown.Contains(m.day) {
			d.mark(b, m)
		}
	}
	d.close("g")
}

// labels names a subscription to the left of its bar, and says to the right how it stands: in two lines if there is
// room for them.
func (d *drawing) labels(r row, y int) {
	twoLines, state := d.pitch >= 2*ordinary+small, r.phase+", "+r.left
	first, second := y+d.pitch/2+d.size*36/100, y+d.pitch/2+small+40
	if twoLines {
		first, state = y+d.pitch/2-60, r.phase
	}
	const states = pageWidth - margin - statesWidth
	d.open(`g clip-path="url(#labels)"`)
	d.text("strong", margin+100, first, d.size, fit(r.id, d.size, d.ids))
	product := margin + 100 + d.ids + 200
	d.text("label", product, first, d.size, fit(r.product, d.size, margin+labelsWidth-product))
	if twoLines {
		d.text("faint", product, second, small, fit(r.size, small, margin+labelsWidth-product))
	}
	d.close("g")
	d.text("label", states, first, d.size, fit(state, d.size, statesWidth))
	if twoLines {
		d.text("faint", states, second, small, fit(r.left, small, statesWidth))
	}
}

// bar is where the bar of a row is.
type bar struct{ top, height, row, pitch int }

func (b bar) bottom() int { return b.top + b.height }

// stretch draws the days of a phase, as far as the axis shows them, with an arrow if it began earlier.
func (d *drawing) stretch(b bar, st stretch) {
	days := st.days.Intersect(d.axis.shown)
	if days.IsZero() {
		return
	}
	x, end := d.axis.x(days.Start()), d.axis.x(days.End())
	d.phase(b, st.phase, st.projected, x, end, st.String())
	if st.days.Start().Before(d.axis.shown.Start()) {
		d.path("arrow", "since "+st.days.Start().String(), "M%d %dl-110 %dl110 %dz", d.axis.left-20, b.top, b.height/2,
			b.height-b.height/2)
	}
}

// phase draws a part of a bar. The less is left of a subscription, the lower the bar; its filling differs as well, so
// that it can be read without colours. The hatching is made of lines, not of an SVG pattern, since patterns print as
// blurred images.
func (d *drawing) phase(b bar, phase lifecycle.Phase, projected bool, x, end int, title string) {
	class, percent := phase.String(), map[lifecycle.Phase]int{
		lifecycle.Active: 100, lifecycle.Expired: 84, lifecycle.Suspended: 62, lifecycle.Canceled: 14,
	}[phase]
	if projected && phase == lifecycle.Active {
		class = "projected"
	}
	height := max(b.height*percent/100, 20)
	y := b.top + (b.height-height)/2
	d.rect(class, x, y, end-x, height, title)
	if phase == lifecycle.Suspended {
		d.rect("slit", x, y+height*42/100, end-x, height*16/100, "")
	}
	const lean, step = 40, 62
	for at := x + step/3; phase == lifecycle.Expired && at+lean+step/3 < end; at += step {
		d.path("hatch", "", "M%d %dl%d -%d", at, y+height, lean, height)
	}
}

// window draws a bracket under the bar.
func (d *drawing) window(b bar, w calendar.Period) {
	days := w.Intersect(d.axis.shown)
	if days.IsZero() {
		return
	}
	x, end := d.axis.x(days.Start()), d.axis.x(days.End())
	from, to := b.lift(), b.lift() // the bracket stays open on a side that the axis does not show
	if days.Start() != w.Start() {
		from = 0
	}
	if days.End() != w.End() {
		to = 0
	}
	d.path("window", fmt.Sprintf("can be renewed early from %s through %s", w.Start(), w.LastDay()),
		"M%d %dv%dH%dv-%d", x, b.bottom()+b.lift()-from, from, end, to)
}

// lift is how far a bracket stands from its bar.
func (b bar) lift() int { return min(b.pitch*10/100, 90) }

// mark draws an event of one day, always within the row: a charge or a due date above the bar, the last day of a return
// below it.
func (d *drawing) mark(b bar, m mark) {
	r := d.signSize()
	y := max(b.top-r-30, b.row+r)
	if m.kind == deadline {
		y = min(b.bottom()+r+30, b.row+b.pitch-r)
	}
	d.sign(m.kind, d.axis.noon(m.day), y, m.text)
}

// sign draws a mark around its middle.
func (d *drawing) sign(kind markKind, x, y int, title string) {
	r := d.signSize()
	switch kind {
	case charged:
		d.path("charged", title, "M%d %dl%d %dl-%d %dl-%d -%dz", x, y-r, r, r, r, r, r, r)
	case due:
		d.path("due", title, "M%d %dh%dl-%d %dz", x-r, y-r, 2*r, r, 2*r)
	case deadline:
		d.path("deadline", title, "M%d %dh%dl-%d -%dz", x-r, y+r, 2*r, r, 2*r)
	}
}

// signSize is half the width of a sign.
func (d *drawing) signSize() int { return min(max(d.pitch*13/100, 62), 120) }

// today draws the day of the report across all rows.
func (d *drawing) today() {
	x := d.axis.noon(d.on)
	d.path("today", d.on.String(), "M%d %dV%d", x, todayAt+40, d.bottom)
	d.text("middle strong", x, todayAt, small, d.on.String())
}
