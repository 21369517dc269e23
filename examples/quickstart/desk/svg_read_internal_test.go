package desk

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// node is an element of an SVG document, read by a parser that did not write it.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n node) number(t *testing.T, name string) int {
	t.Helper()
	v, err := strconv.Atoi(n.attr(name))
	if err != nil {
		t.Fatalf("%s of %s: %v", name, n.XMLName.Local, err)
	}
	return v
}

// title is the text that people see who point at the element.
func (n node) title() string {
	for _, c := range n.Nodes {
		if c.XMLName.Local == "title" {
			return c.Text
		}
	}
	return ""
}

// all returns the elements of a class under a node, at any depth.
func (n node) all(class string) []node {
	var found []node
	for _, c := range n.Nodes {
		if slices.Contains(strings.Fields(c.attr("class")), class) {
			found = append(found, c)
		}
		found = append(found, c.all(class)...)
	}
	return found
}

func (n node) walk(visit func(node)) {
	visit(n)
	for _, c := range n.Nodes {
		c.walk(visit)
	}
}

func parsed(t *testing.T, svg []byte) node {
	t.Helper()
	var root node
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	if err := decoder.Decode(&root); err != nil {
		t.Fatalf("%v in\n%s", err, svg)
	}
	if _, err := decoder.Token(); err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return root
}

// drawn runs the program and returns its picture.
func drawn(t *testing.T, args ...string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.svg")
	printed(t, append(args, "-svg", file)...)
	svg, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

// scale turns an x back into a day. It works only with what is visible: the days that the description names, and the
// first and last of the thick lines, which are their edges.
type scale struct {
	first        time.Time
	left, perDay int
}

func scaleOf(t *testing.T, root node) scale {
	t.Helper()
	span := regexp.MustCompile(`from (\S+) through (\d{4}-\d\d-\d\d) with`).FindStringSubmatch(root.Nodes[1].Text)
	if span == nil {
		t.Fatalf("the description is %q", root.Nodes[1].Text)
	}
	first, err := time.Parse(time.DateOnly, span[1])
	if err != nil {
		t.Fatal(err)
	}
	last, err := time.Parse(time.DateOnly, span[2])
	if err != nil {
		t.Fatal(err)
	}
	lines := root.all("year")
	left, right := points(t, lines[0])[0], points(t, lines[len(lines)-1])[0]
	days := int(last.Sub(first).Hours()/24) + 1
	if (right-left)%days != 0 {
		t.Fatalf("%d days from %d to %d are no whole number of units each", days, left, right)
	}
	return scale{first: first, left: left, perDay: (right - left) / days}
}

// day is the day that contains an x; edge reports whether x is where the day begins.
func (s scale) day(x int) (day string, edge bool) {
	return s.first.AddDate(0, 0, (x-s.left)/s.perDay).Format(time.DateOnly), (x-s.left)%s.perDay == 0
}

// points are the numbers of a path, in order.
func points(t *testing.T, path node) []int {
	t.Helper()
	var numbers []int
	for _, text := range regexp.MustCompile(`-?\d+`).FindAllString(path.attr("d"), -1) {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// facts reads a row back: what is where, by class, without the end of the axis.
func (s scale) facts(t *testing.T, row node) string {
	t.Helper()
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for _, class := range []string{"active", "projected", "expired", "suspended", "canceled"} {
		for _, n := range row.all(class) {
			from, starts := s.day(n.number(t, "x"))
			to, ends := s.day(n.number(t, "x") + n.number(t, "width"))
			if !starts || !ends {
				t.Errorf("%s of %q does not begin or end with a day", class, row.title())
			}
			add("%s %s/%s", class, from, to)
		}
	}
	for _, n := range row.all("window") {
		p := points(t, n) // M x y v lift H end v -lift
		from, starts := s.day(p[0])
		to, ends := s.day(p[3])
		if !starts || !ends {
			t.Errorf("a window of %q does not begin or end with a day", row.title())
		}
		add("window %s/%s", from, to)
	}
	for _, class := range []string{"charged", "due", "deadline"} {
		for _, n := range row.all(class) {
			p := points(t, n)
			x := p[0] // the tip of a diamond, or the left corner of a triangle whose second number is its width
			if class != "charged" {
				x += p[2] / 2
			}
			day, _ := s.day(x)
			add("%s %s", class, day)
		}
	}
	return strings.Join(list, ", ")
}
