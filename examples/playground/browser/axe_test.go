package browser_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe names the file of axe-core, axe.min.js, which is not part of this module; without it the test is skipped.
const axe = "PLAYGROUND_AXE"

// By the rules of axe-core nothing is wrong with the page, on a desk and on a phone, light and dark, with figures open.
func TestAxe(t *testing.T) {
	path := find(t)
	source, err := os.ReadFile(os.Getenv(axe))
	if err != nil {
		t.Skipf("no axe-core here: %s does not name its file: %v", axe, err)
	}
	url, browser := serve(t), browser(t, path)
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%d %s", width, scheme), func(t *testing.T) {
				p := open(t, browser, url, chromedp.EmulateViewport(width, 800), prefer(scheme))
				p.run(chromedp.Evaluate[chromedp.Void](string(source)))
				p.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("main details").forEach(d => { d.open = true });
					axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => {
						globalThis.violations = r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target).slice(0, 3).join(", "))
					}); undefined`))
				p.wait("globalThis.violations !== undefined")
				for _, violation := range value[[]string](p, "violations") {
					t.Error(violation)
				}
			})
		}
	}
}
