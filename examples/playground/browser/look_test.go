package browser_test

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// pictures names the folder to which pictures of the page are written, for a person to look at; none without it.
const pictures = "PLAYGROUND_PICTURES"

// look takes a picture of the whole page.
func look(p *tab, name string) {
	p.Helper()
	if os.Getenv(pictures) == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.Fatal(err)
	}
	keep(p, name+".png", png)
}

// printed prints the page, on paper of A4, as a PDF.
func printed(p *tab) {
	p.Helper()
	pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
	if err != nil {
		p.Fatal(err)
	}
	if len(pdf) == 0 {
		p.Error("nothing was printed")
	}
	if os.Getenv(pictures) != "" {
		keep(p, "print.pdf", pdf)
	}
}

func keep(p *tab, name string, data []byte) {
	p.Helper()
	if err := os.WriteFile(filepath.Join(os.Getenv(pictures), name), data, 0o644); err != nil {
		p.Fatal(err)
	}
}
