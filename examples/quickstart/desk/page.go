package desk

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// page is an SVG document that grows: elements with whole numbers for what is measured, and texts that cannot break out
// of where they stand.
type page struct{ bytes.Buffer }

func (p *page) open(format string, numbers ...any) {
	fmt.Fprintf(&p.Buffer, "<"+format+">\n", numbers...)
}

func (p *page) close(element string) { p.WriteString("</" + element + ">\n") }

// rect and path have a class, and a title for whoever points at them or does not see them, unless it is empty.
func (p *page) rect(class string, x, y, width, height int, title string) {
	p.shape(fmt.Sprintf(`rect class="%s" x="%d" y="%d" width="%d" height="%d"`, class, x, y, width, height), "rect",
		title)
}

func (p *page) path(class, title, format string, numbers ...any) {
	p.shape(fmt.Sprintf(`path class="%s" d="%s"`, class, fmt.Sprintf(format, numbers...)), "path", title)
}

func (p *page) shape(start, element, title string) {
	if title == "" {
		p.WriteString("<" + start + "/>\n")
		return
	}
	p.WriteString("<" + start + ">")
	p.element("title", title)
	p.close(element)
}

func (p *page) text(class string, x, y, size int, content string) {
	fmt.Fprintf(&p.Buffer, `<text class="%s" x="%d" y="%d" font-size="%d">`, class, x, y, size)
	p.escape(content)
	p.close("text")
}

// element writes a whole element that holds a text; start is its name, and its attributes after a space.
func (p *page) element(start, content string) {
	name, _, _ := strings.Cut(start, " ")
	p.WriteString("<" + start + ">")
	p.escape(content)
	p.close(name)
}

// escape writes a text. A buffer takes everything, and what XML cannot hold becomes U+FFFD.
func (p *page) escape(content string) { _ = xml.EscapeText(&p.Buffer, []byte(content)) }
