package browser_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The page opens with an annual subscription from 2024-11-30 of three seats at EUR 2145.00, auto-renew off, asked about
// on 2025-05-12. E is 2025-11-29, so it is Expired from 11-30 through 12-14, Suspended through 2026-01-13.
//
// What takes its time goes on while others wait for the browser, two by two; how soon the page is ready is measured
// before them, alone.
func TestPage(t *testing.T) {
	path := find(t)
	url := serve(t)
	browser := browser(t, path)
	t.Run("it is ready soon", func(t *testing.T) { ready(t, browser, url) })
	for name, test := range map[string]func(*testing.T, context.Context, string){
		"the phase changes at the edge days": edgeDays,
		"the slider moves the day":           slider,
		"a reading marks what it moves":      reading,
		"a mistake is shown at its field":    mistake,
		"every field can be reached by tab":  tabOrder,
		"the answer is spoken":               spoken,
		"the address holds the case":         address,
		"other kinds have other fields":      kinds,
		"it goes on without a network":       offline,
		"it fits, and can be read":           fits,
		"it prints on two pages":             prints,
		"a figure opens down to the page":    opensDown,
		"it can be used with a thumb":        thumb,
		"steps are a list":                   stepList,
		"steps are replayed":                 replayed,
		"two readings stand side by side":    sideBySide,
		"the day covers no text":             uncovered,
		"it looks as it did":                 looks,
		"axe-core finds nothing":             axeCore,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, browser, url)
		})
	}
}

func edgeDays(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	for _, edge := range []struct{ last, before, first, after string }{
		{"2024-11-29", "not started", "2024-11-30", "active"},
		{"2025-11-29", "active", "2025-11-30", "expired"},
		{"2025-12-14", "expired", "2025-12-15", "suspended"},
		{"2026-01-13", "suspended", "2026-01-14", "canceled"},
	} {
		p.enter("day", edge.last)
		if phase := p.cell("status", "phase", 0); phase != edge.before {
			t.Errorf("%s: %s, want %s", edge.last, phase, edge.before)
		}
		p.press(kb.ArrowUp)
		if day, phase := value[string](p, "day.value"), p.cell("status", "phase", 0); day != edge.first ||
			phase != edge.after {
			t.Errorf("%s: %s, want %s: %s", day, phase, edge.first, edge.after)
		}
		p.press(kb.ArrowDown)
		if day, phase := value[string](p, "day.value"), p.cell("status", "phase", 0); day != edge.last ||
			phase != edge.before {
			t.Errorf("back on %s: %s, want %s: %s", day, phase, edge.last, edge.before)
		}
	}
}

func slider(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	p.focus("#slider")
	for _, step := range []struct{ key, day string }{
		{kb.ArrowRight, "2025-05-13"},
		{kb.ArrowLeft, "2025-05-12"},
		{kb.Home, "2024-11-30"},
		{kb.ArrowRight, "2024-12-01"},
	} {
		p.press(step.key)
		if day := value[string](p, "day.value"); day != step.day {
			t.Errorf("%s, want %s", day, step.day)
		}
	}
	p.press(kb.End)
	if phase := p.cell("status", "phase", 0); phase != "canceled" {
		t.Errorf("at the end of the slider: %s", phase)
	}
}

// 2145.00 × 202 ÷ 365 is 1187.0958…, so that rounding down gives 1187.09 instead of 1187.10, and nothing else moves.
func reading(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	const marked = `[...document.querySelectorAll("td:has(.was)")]
		.map(cell => cell.closest("tr").dataset.row + ": " + [...cell.childNodes]
			.filter(n => n.localName !== "button").map(n => n.textContent).join(""))`
	if cells := value[[]string](p, marked); len(cells) > 0 {
		t.Errorf("marked as published: %q", cells)
	}
	p.unfold()
	p.focus(`[id="readings.proration.rounding"]`)
	p.press("down")
	p.wait(`document.querySelector(".was") !== null`)
	cells := value[[]string](p, marked)
	if len(cells) != 2 || cells[0] != "added: EUR 1187.09 was EUR 1187.10, −0.01" ||
		!strings.HasPrefix(cells[1], "added: EUR 2145.00 ÷ 365 × 202 days") {
		t.Errorf("marked: %q", cells)
	}
	text := value[string](p, `document.querySelector("#moved").textContent`)
	if !strings.Contains(text, "2 values differ") || !strings.Contains(text, "proration.price") {
		t.Errorf("summary: %q", text)
	}
	p.focus("#published")
	p.press(kb.Enter)
	p.wait(`document.querySelector(".was") === null`)
}

func mistake(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	headline := value[string](p, "headline.textContent")
	p.enter("day", "2025-02-30")
	const invalid = `[...document.querySelectorAll("[aria-invalid=true]")].map(field => field.id)`
	if fields := value[[]string](p, invalid); !slices.Equal(fields, []string{"day"}) {
		t.Errorf("invalid: %q", fields)
	}
	described := value[string](p,
		`day.getAttribute("aria-describedby").split(" ").map(id => document.getElementById(id).textContent).join(" ")`)
	if !strings.Contains(described, `"2025-02-30"`) {
		t.Errorf("the field is described by %q", described)
	}
	if !value[bool](p, `!stale.hidden && slider.disabled && getComputedStyle(sections).opacity < 1`) {
		t.Error("the last good answer does not look like an old one")
	}
	// The browser has shown 2025-02-3 before, which is a mistake, too: the last good answer is that of the start.
	if text := value[string](p, "headline.textContent"); text != headline {
		t.Errorf("the last good answer is %q, was %q", text, headline)
	}
	p.enter("seats", "0")
	if fields := value[[]string](p, invalid); !slices.Equal(fields, []string{"day", "seats"}) {
		t.Errorf("invalid: %q", fields)
	}
	p.enter("day", "2025-02-28")
	p.enter("seats", "4")
	if fields := value[[]string](p, invalid); len(fields) > 0 || value[bool](p, `document.body.matches(".stale")`) {
		t.Errorf("still invalid: %q", fields)
	}
	if text := value[string](p, "headline.textContent"); !strings.HasPrefix(text, "2025-02-28: active") {
		t.Errorf("after it was put right: %q", text)
	}
}

const focus = `(a => {
  const b = a.getBoundingClientRect()
  return {
    Name: a.id || a.className || a.type || a.localName,
    Seen: a.matches(":focus-visible") && getComputedStyle(a).outlineWidth !== "0px",
    Covered: !a.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)),
  }
})(document.activeElement)`

func spoken(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	p.run(chromedp.Evaluate[chromedp.Void](`globalThis.said = [];
		new MutationObserver(() => said.push(spoken.textContent)).observe(spoken, {childList: true})`))
	p.enter("day", "2025-11-30")
	p.wait(`spoken.textContent.startsWith("2025-11-30: expired, 15 days left")`)
	// Ten keys are typed faster than they are announced; a slow machine may announce one more in between.
	if said := value[[]string](p, "said"); len(said) > 3 {
		t.Errorf("flooded with %q", said)
	}
	if live := value[string](p, `spoken.getAttribute("aria-live")`); live != "polite" {
		t.Errorf("aria-live %q", live)
	}
	p.enter("day", "2025-13-01")
	p.wait(`spoken.textContent.startsWith('Day asked about: "2025-13-01"')`)
}

func address(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	if hash := value[string](p, "location.hash"); hash != "" {
		t.Errorf("at first: %q", hash)
	}
	p.enter("day", "2025-12-20")
	p.unfold()
	p.focus(`[id="readings.renewal.awaitedDays"]`)
	p.press("3")
	p.wait(`location.hash.includes("awaitedDays=3")`)
	shared := value[string](p, "location.href")

	other := open(t, browser, shared)
	day := value[string](other, "day.value")
	days := value[string](other, `document.getElementById("readings.renewal.awaitedDays").value`)
	if day != "2025-12-20" || days != "3" {
		t.Errorf("%s opens with the day %s and %s awaited days", shared, day, days)
	}
	if phase := other.cell("status", "phase", 0); phase != "suspended" {
		t.Errorf("phase %s", phase)
	}
	other.focus("[type=reset]")
	other.press(kb.Enter)
	other.wait(`location.hash === "" && day.value === "2025-05-12"`)

	// An address with a mistake has no previous good answer to fall back on.
	wrong := open(t, browser, url+"#day=2025-02-30")
	if !value[bool](wrong,
		`stale.hidden && headline.textContent.startsWith("No answer yet") &&
			day.getAttribute("aria-invalid") === "true"`) {
		t.Errorf("an address with a mistake: %q", value[string](wrong, "headline.textContent"))
	}
	wrong.enter("day", "2025-11-30")
	if phase := wrong.cell("status", "phase", 0); phase != "expired" {
		t.Errorf("after it was put right: %s", phase)
	}

	// Whatever an address contains is treated as text and nothing else.
	hostile := open(t, browser, url+"#offering=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&add=2")
	if n := value[int](hostile, `document.querySelectorAll("img").length`); n != 0 {
		t.Errorf("%d images", n)
	}
	bad := open(t, browser, url+"#add=2")
	bad.run(chromedp.Evaluate[chromedp.Void](`location.hash = "term=weekly"`))
	bad.wait(`term.getAttribute("aria-invalid") === "true" &&
		document.getElementById("term-mistake").textContent.includes("weekly")`)
}

func kinds(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	const shown = `[...document.forms[0].elements]
		.filter(f => f.name && !f.name.startsWith("readings.") && f.checkVisibility() && !f.disabled).map(f => f.name)`
	p.unfold()
	p.focus("#kind")
	p.press(kb.ArrowDown)
	p.wait(`document.querySelector("#section-price [data-row=added]").textContent.includes("refused")`)
	want := []string{"day", "kind", "offering", "start", "last", "channel", "edition"}
	if got := value[[]string](p, shown); !slices.Equal(got, want) {
		t.Errorf("of Flex tokens %q, want %q", got, want)
	}
	p.press(kb.ArrowDown)
	p.wait(`document.querySelector("#section-actions [data-row=convert-trial]").textContent.includes("allowed")`)
	want = []string{"day", "kind", "offering", "start", "last", "seats", "channel", "edition"}
	if got := value[[]string](p, shown); !slices.Equal(got, want) {
		t.Errorf("of a trial %q, want %q", got, want)
	}
}

func offline(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	_, err := chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	if value[bool](p, "navigator.onLine") {
		t.Fatal("the browser is still on line")
	}
	p.enter("day", "2025-11-30")
	if phase := p.cell("status", "phase", 0); phase != "expired" {
		t.Errorf("phase %s", phase)
	}
}
