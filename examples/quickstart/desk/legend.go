package desk

import "example.com/billingrules/lifecycle"

const (
	sampleWidth   = 700
	legendColumns = 5
	legendLine    = 440
)

// legend explains the signs of the picture, from y on.
func (d *drawing) legend(y int) {
	n := 0
	place := func(name string) (b bar, x int) {
		middle := y + n/legendColumns*legendLine
		x = margin + n%legendColumns*(pageWidth-2*margin)/legendColumns
		d.text("label", x+sampleWidth+150, middle+small*36/100, small, name)
		n++
		return bar{top: middle - 110, height: 220, row: middle - legendLine/2, pitch: legendLine}, x
	}
	for _, phase := range []lifecycle.Phase{
		lifecycle.Active, lifecycle.Expired, lifecycle.Suspended,
		lifecycle.Canceled,
	} {
		b, x := place(phase.String())
		d.phase(b, phase, false, x, x+sampleWidth, "")
	}
	b, x := place("renews by itself")
	d.phase(b, lifecycle.Active, true, x, x+sampleWidth, "")
	b, x = place("renewal window")
	d.path("window", "", "M%d %dv%dh%dv-%d", x, b.top+70, b.lift(), sampleWidth, b.lift())
	for _, m := range []struct {
		kind markKind
		name string
	}{{charged, "charge, instalment"}, {due, "unpaid invoice due"}, {deadline, "last day of a return"}} {
		b, x := place(m.name)
		d.sign(m.kind, x+sampleWidth/2, b.top+b.height/2, "")
	}
	b, x = place("day of the report")
	d.path("today", "", "M%d %dv%d", x+sampleWidth/2, b.top, b.height)
	d.text("faint", margin, y+2*legendLine+60, small,
		"After the day of the report: what happens if nothing more does but the renewals that auto-renew makes.")
}
