package desk

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// page is an SVG document under construction: elements with whole numbers for all measures, and texts that are escaped.
type page struct{ bytes.Buffer }

func (p *page) open(format string, numbers ...any) {
	fmt.Fprintf(&p.Buffer, "<"+format+">\n", numbers...)
}

func (p *page) close(element string) { p.WriteString("</" + element + ">\n") }

// rect and path have a class and, unless it is empty, a title for people who point at them or cannot see them.
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

// element writes a whole element with a text; start is its name and, after a space, its attributes.
func (p *page) element(start, content string) {
	name, _, _ := strings.Cut(start, " ")
	p.WriteString("<" + start + ">")
	p.escape(content)
	p.close(name)
}

// escape writes a text. A buffer accepts everything, and what XML cannot hold becomes U+FFFD.
func (p *page) escape(content string) { _ = xml.EscapeText(&p.Buffer, []byte(content)) }
