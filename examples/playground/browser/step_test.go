package browser_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A list of steps is made, reordered, shortened and shared, all with the keyboard. The payment that was due on
// 2025-03-01 is missed, so the subscription is Expired from 03-02 on.
func stepList(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	const then = `[...document.querySelectorAll("#steps .then")].map(s => s.textContent)`
	p.focus("#add-step")
	p.press(kb.Enter)
	p.wait(`document.activeElement.id === "steps.0.what"`)
	p.enter("steps.0.on", "2025-02-01")
	p.press(kb.ArrowUp)
	p.wait(`document.getElementById("steps.0.on").value === "2025-02-02"`)
	p.enter("steps.0.seats", "2")
	p.wait(then + `[1] === "then active, 5 seats, expired from 2025-11-30 on"`)
	p.focus("#add-step")
	p.press(kb.Enter)
	p.press("m") // miss a payment
	p.wait(`!document.getElementById("steps.1.seats").checkVisibility()`)
	p.enter("steps.1.on", "2025-03-01")
	p.wait(then + `[2] === "then active, 5 seats, expired from 2025-03-02 on"`)
	if phase := p.cell("status", "phase", 0); phase != "canceled" {
		t.Errorf("on 2025-05-12: %s", phase)
	}

	other := open(t, browser, value[string](p, "location.href"))
	if mine, shared := value[[]string](p, then), value[[]string](other, then); !slices.Equal(mine, shared) {
		t.Errorf("shared is %q, and there is %q", mine, shared)
	}

	p.focus(`[data-does=up][data-step="1"]`)
	p.press(kb.Enter) // the days stay: the payment of 02-02 is missed, and no seats can be added on 03-01
	p.wait(`document.getElementById("steps.1.on").getAttribute("aria-invalid") === "true"`)
	const list = `[...document.querySelectorAll("#steps .step")].map(s => s.querySelector(".what").value +
		" " + s.querySelector(".on").value)`
	if got := value[[]string](p, list); strings.Join(got, ", ") != "miss-payment 2025-02-02, add-seats 2025-03-01" {
		t.Errorf("in another order: %q", got)
	}
	if mistake := value[string](p, `document.getElementById("steps.1.on-mistake").textContent`); !strings.Contains(
		mistake, "change.seats-up") {
		t.Errorf("the mistake is %q", mistake)
	}
	p.focus(`[data-does=remove][data-step="1"]`)
	p.press(kb.Enter)
	p.wait(`document.activeElement.id === "add-step" && document.querySelectorAll("[aria-invalid]").length === 0`)
	if hash := value[string](p, "location.hash"); hash != "#steps=miss-payment+2025-02-02" {
		t.Errorf("the address is %q", hash)
	}
	p.focus("#over")
	p.press(kb.Enter)
	p.wait(`location.hash === "" && document.querySelectorAll("#steps .step").length === 0`)
}

// A replay goes through the days one by one, past each step, and ends on the last one.
func replayed(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url+"#term=monthly&day=2024-12-27&steps=cancel+2024-12-28")
	p.run(chromedp.Evaluate[chromedp.Void](`globalThis.days = [];
		new MutationObserver(() => days.push(headline.textContent)).observe(headline, {childList: true})`))
	p.focus("#replay")
	p.press(kb.Enter)
	p.wait(`replay.textContent === "Stop" || globalThis.days.length > 0`)
	p.wait(`document.getElementById("replay").textContent !== "Stop"`)
	days := value[[]string](p, "days")
	for i, want := range []string{
		"2024-12-28: active, 2 days left, then canceled", "2024-12-29: active, 1 day left, then canceled",
		"2024-12-30: canceled since 2024-12-30, for good",
	} {
		if i >= len(days) || days[i] != want {
			t.Errorf("day %d is %q, want %q", i, days[min(i, len(days)-1)], want)
		}
	}
	if at := value[string](p, "slider.value"); at != value[string](p, "slider.max") {
		t.Errorf("it ends on %s", at)
	}
}

// With prices rounded down a seat costs a cent less, and with three days for a charge E is two days later.
func sideBySide(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url+"#autoRenew=on&readings.proration.rounding=down&readings.renewal.awaitedDays=3",
		chromedp.EmulateViewport(1280, 800))
	rows := value[[]string](p, `[...document.querySelectorAll("#compared tbody tr")]
		.map(row => [...row.children].map(c => c.textContent).join(" | "))`)
	for _, want := range []string{
		"Status: Last day | 2025-11-30 | 2025-12-02 | +2 days",
		"Price of added seats: Added on 2025-05-12: 1 seat | EUR 1187.10 | EUR 1187.09 | −0.01",
	} {
		if !slices.Contains(rows, want) {
			t.Errorf("%q is not in %q", want, rows)
		}
	}
	p.focus("#side-by-side > summary")
	p.press(kb.Enter)
	p.wait(`!document.getElementById("side-by-side").open`)
	p.enter("day", "2025-05-13")
	if value[bool](p, `document.getElementById("side-by-side").open`) {
		t.Error("it has opened again on the next day")
	}
}

// The mark of the day never covers a text of the timeline, on any day.
func uncovered(t *testing.T, browser context.Context, url string) {
	for _, width := range []int64{1280, 390} {
		p := open(t, browser, url+"#autoRenew=on&readings.renewal.awaitedDays=3", chromedp.EmulateViewport(width, 800))
		over := value[[]string](p, `(() => {
			const found = []
			for (axis.at = 0; axis.at < axis.days; axis.at += 7) {
				draw()
				const line = document.querySelector("path.day").getBoundingClientRect()
				for (const text of document.querySelectorAll("#timeline text")) {
					const b = text.getBoundingClientRect()
					if (b.left < line.right + 1 && line.left - 1 < b.right &&
						b.top < line.bottom && line.top < b.bottom) {
						found.push(axis.at + ": " + text.textContent)
					}
				}
			}
			return found
		})()`)
		if len(over) > 0 {
			t.Errorf("%d: covered are %q", width, over)
		}
	}
}

// soon is the number of milliseconds within which the page has its first answer. The fastest of several loads counts,
// so that a busy machine does not matter.
const soon = 1500

func ready(t *testing.T, browser context.Context, url string) {
	best := 60_000
	for range 5 {
		p := open(t, browser, url)
		p.wait(`document.body.dataset.ready !== undefined`)
		if best = min(best, value[int](p, `Number(document.body.dataset.ready)`)); best <= soon {
			break
		}
	}
	t.Logf("ready after %d ms", best)
	if best > soon {
		t.Errorf("ready after %d ms, more than %d", best, soon)
	}
}
