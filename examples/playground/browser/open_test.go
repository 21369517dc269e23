package browser_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// On 2025-05-12 the window of a term that ends on 2025-11-30 is not open: renewing is refused until 2025-09-01. Two
// steps lead from there to the sentence of the page, which lights up in its list.
func opensDown(t *testing.T, browser context.Context, url string) {
	p := open(t, browser, url)
	const button, figure = `document.querySelector("#opens-actions-renew")`,
		`document.querySelector("#opens-actions-renew-below")`
	if text := value[string](p, button+`.textContent`); text != "Why not?" {
		t.Errorf("what is refused opens with %q", text)
	}
	p.focus("#opens-actions-renew")
	p.press(kb.Enter)
	p.wait(figure + " !== null && " + button + `.ariaExpanded === "true"`)
	if when := value[string](p, figure+`.querySelector(".when").textContent`); !strings.Contains(when, "2025-09-01") {
		t.Errorf("it will be allowed %q", when)
	}
	p.focus("#opens-actions-renew-below .rule > summary")
	p.press(kb.Enter)
	const lit = `[...document.querySelectorAll("#page .lit")].map(s => s.value)`
	p.wait(lit + ".length > 0")
	if got := value[[]int](p, lit); len(got) != 2 || got[0] != 107 {
		t.Errorf("lit are the sentences %v", got)
	}
	if quote := value[string](p, figure+`.querySelector("blockquote").textContent`); !strings.Contains(quote,
		"90 dagen") {
		t.Errorf("the quote is %q", quote)
	}
	p.enter("day", "2025-05-13")
	if !value[bool](p, figure+`.querySelector(".rule").open`) {
		t.Error("it has closed on the next day")
	}
	if marks := value[int](p, `document.querySelectorAll("#timeline .mark.allowed").length`); marks == 0 {
		t.Error("the day from which it is allowed is not marked")
	}
	for _, width := range []int64{1280, 390} {
		p.show(width, 844, "light")
		look(p, fmt.Sprintf("opened-%d", width))
	}
	p.focus("#opens-actions-renew")
	p.press(kb.Enter)
	p.wait(figure + " === null && document.querySelectorAll(\"#page .lit\").length === 0")
}

// Whatever can be pressed is at least 24 pixels high and wide, or has space around it. On a phone the answer is on the
// first screen, in a bar that leads to the other answers.
func thumb(t *testing.T, browser context.Context, url string) {
	for _, width := range []int64{390, 1280} {
		p := open(t, browser, url, chromedp.EmulateViewport(width, 800))
		small := value[[]string](p, `[...document.querySelectorAll("a, button, input, select, summary")]
			.filter(e => e.checkVisibility() && !e.matches(".skip"))
			.filter(e => { const b = e.getBoundingClientRect(); return b.width < 24 || b.height < 24 })
			.map(e => e.id || e.textContent)`)
		if len(small) > 0 {
			t.Errorf("%d: too small are %q", width, small)
		}
	}
	p := open(t, browser, url, chromedp.EmulateViewport(390, 800))
	if !value[bool](p, `(b => b.top >= 0 && b.bottom <= 800)(bar.getBoundingClientRect()) && !rare.open`) {
		t.Error("the answer is not in the first screen")
	}
	if text := value[string](p, "bar.textContent"); !strings.HasPrefix(text, "2025-05-12: active") {
		t.Errorf("the bar says %q", text)
	}
	p.focus("#bar")
	p.press(kb.Enter)
	p.wait(`document.activeElement.id === "answers"`)
}
