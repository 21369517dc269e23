package browser_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// pictures names the folder for pictures of the page that a person can look at; if it is empty, none are written.
const pictures = "PLAYGROUND_PICTURES"

// look takes a picture of the whole page.
func look(p *tab, name string) {
	p.Helper()
	if os.Getenv(pictures) == "" {
		return
	}
	data, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.Fatal(err)
	}
	keep(p, os.Getenv(pictures), name+".png", data)
}

// looks are the first screens that are compared with pictures in testdata: on a desk and on a phone, light and dark.
func looks(t *testing.T, browser context.Context, url string) {
	const query = "#autoRenew=on&day=2025-12-01&readings.renewal.awaitedDays=3&steps=add-seats+2025-02-01+2"
	for name, size := range map[string][2]int64{"desk": {1280, 800}, "phone": {390, 844}} {
		p := open(t, browser, url+query, chromedp.EmulateViewport(size[0], size[1]))
		for _, scheme := range []string{"light", "dark"} {
			p.show(size[0], size[1], scheme)
			got, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			file := name + "-" + scheme + ".png"
			if os.Getenv(pictures) != "" {
				keep(p, os.Getenv(pictures), file, got)
			}
			asTaken(p)
			want, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				t.Error(err)
				continue
			}
			if part := differing(t, want, got); part > 1 {
				t.Errorf("%s: %.2f of a thousand pixels are others", file, part)
			}
		}
	}
}

// drawnBy says which browser draws the page, and how wide its font is: every browser draws letters in its own way.
const drawnBy = `(() => {
	const canvas = new OffscreenCanvas(1, 1).getContext("2d")
	canvas.font = "40px " + getComputedStyle(document.body).fontFamily
	return navigator.userAgent.match(/Chrome\/[0-9]+/)[0] + ", letters of " +
		Math.round(canvas.measureText("Billing rules playground").width) + " pixels"
})()`

// asTaken skips the test unless the page is drawn in the same way as the pictures in testdata.
func asTaken(p *tab) {
	p.Helper()
	took, err := os.ReadFile(filepath.Join("testdata", "drawn-by.txt"))
	if err != nil {
		p.Fatal(err)
	}
	is := value[string](p, drawnBy)
	if is != strings.TrimSpace(string(took)) {
		p.Skipf("the pictures are not compared: they were drawn by %s, and this is %s", bytes.TrimSpace(took), is)
	}
}

// differing is how many of a thousand pixels of two pictures differ visibly; all of them if the sizes differ.
func differing(t *testing.T, one, other []byte) float64 {
	t.Helper()
	a, b := decoded(t, one), decoded(t, other)
	if a.Bounds() != b.Bounds() {
		return 1000
	}
	n, bounds := 0, a.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if apart(a.At(x, y), b.At(x, y)) {
				n++
			}
		}
	}
	return 1000 * float64(n) / float64(bounds.Dx()*bounds.Dy())
}

func apart(a, b color.Color) bool {
	const seen = 16 << 8
	near := func(m, n uint32) bool { return max(m, n)-min(m, n) < seen }
	r, g, blue, _ := a.RGBA()
	r2, g2, blue2, _ := b.RGBA()
	return !near(r, r2) || !near(g, g2) || !near(blue, blue2)
}

func decoded(t *testing.T, data []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func keep(p *tab, dir, name string, data []byte) {
	p.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		p.Fatal(err)
	}
}
