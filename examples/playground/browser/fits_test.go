package browser_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// contrast lists the texts whose contrast with their background is below 4.5, with the ratio.
const contrast = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})
  const rgba = color => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return canvas.getImageData(0, 0, 1, 1).data
  }
  const light = color => [...rgba(color)].slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor
      if (rgba(c)[3] === 255) return c
    }
    return "white"
  }
  const found = []
  let seen = 0
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility() ||
      e.matches("option, title, script, .on-bar")) continue
    seen++
    const style = getComputedStyle(e)
    const pair = [light(e instanceof SVGElement ? style.fill : style.color), light(behind(e))]
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)
    if (ratio < 4.5) found.push(ratio.toFixed(2) + ": " + e.textContent.slice(0, 40))
  }
  if (seen < 100) found.push("only " + seen + " texts were looked at")
  return found
})()`

// prefer makes the browser ask for a colour scheme.
func prefer(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		media := emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media)
		return err
	})
}

func fits(t *testing.T, browser context.Context, url string) {
	const query = "#day=2025-12-01&autoRenew=on&readings.renewal.awaitedDays=3&readings.proration.rounding=down"
	p := open(t, browser, url+query)
	for _, width := range []int64{360, 800, 1280, 1920} {
		for _, scheme := range []string{"light", "dark"} {
			p.show(width, 800, scheme)
			name := fmt.Sprintf("%d-%s", width, scheme)
			if over := value[int64](p, "document.documentElement.scrollWidth") - width; over > 0 {
				t.Errorf("%s: %d pixels too wide", name, over)
			}
			for _, pale := range value[[]string](p, contrast) {
				t.Errorf("%s: contrast %s", name, pale)
			}
			look(p, name)
		}
	}
	p.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".opener").forEach(b => b.click())
		document.querySelectorAll(".below details").forEach(d => { d.open = true })`))
	for _, width := range []int64{360, 800, 1280} {
		p.show(width, 800, "light")
		if over := value[int64](p, "document.documentElement.scrollWidth") - width; over > 0 {
			t.Errorf("%d, with all figures open: %d pixels too wide", width, over)
		}
		wide := `[...document.querySelectorAll("section")].filter(s => s.scrollWidth > s.clientWidth).map(s => s.id)`
		if over := value[[]string](p, wide); len(over) > 0 {
			t.Errorf("%d, with all figures open: too wide are %q", width, over)
		}
	}
	p.enter("day", "2025-02-30")
	look(p, "mistake")
}
