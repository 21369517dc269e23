package browser_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// long is a three-year subscription with a history and two readings switched.
const long = "term=three-year&autoRenew=on&day=2027-12-01&readings.proration.rounding=down" +
	"&readings.renewal.awaitedDays=3&steps="

// The page prints on two pages of A4: as it opens, with readings switched, and with a long history; from a desk and
// from a phone; whatever is open.
func prints(t *testing.T, browser context.Context, url string) {
	history := strings.Join([]string{
		"add-seats 2025-02-01 2", "reduce-seats 2025-03-01 4", "miss-payment 2025-06-01", "pay 2025-06-10",
		"add-seats 2025-09-01 1", "miss-payment 2026-01-15", "pay 2026-01-31", "add-seats 2026-08-01 3",
		"renew 2027-10-01", "miss-payment 2027-10-31", "pay 2027-11-05", "add-seats 2027-11-20 2",
	}, "; ")
	p := open(t, browser, url, chromedp.EmulateViewport(1280, 844))
	p.run(chromedp.Evaluate[chromedp.Void](`document.getElementById("opens-actions-renew").click()`))
	for _, tt := range []struct{ name, hash, headline string }{
		{"print", "", "2025-05-12: active"},
		{
			"print-switched",
			"autoRenew=on&day=2025-12-01&readings.renewal.awaitedDays=3&readings.proration.rounding=down",
			"2025-12-01: active, 2 days left",
		},
		{"print-long", long + strings.ReplaceAll(history, " ", "+"), "2027-12-01: active, 1098 days left"},
	} {
		p.run(chromedp.Evaluate[chromedp.Void](`location.hash = "` + tt.hash + `"`))
		p.wait(`headline.textContent.startsWith("` + tt.headline + `")`)
		for _, width := range []int64{1280, 390} {
			p.show(width, 844, "light")
			printed(p, fmt.Sprintf("%s-%d", tt.name, width))
		}
	}
}

// printed prints the page on A4 paper, as a PDF of two pages.
func printed(p *tab, name string) {
	p.Helper()
	pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		p.Fatal(err)
	}
	if n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1)); n != 2 {
		p.Errorf("%s: printed on %d pages", name, n)
	}
	if os.Getenv(pictures) != "" {
		keep(p, os.Getenv(pictures), name+".pdf", pdf)
	}
}
