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

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
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

func TestGoldenPicture(t *testing.T) {
	t.Parallel()
	golden, err := os.ReadFile("../../../docs/timeline.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(drawn(t), golden) {
		t.Error("the picture has changed; look at it, and write it anew with\n" +
			"go run ./examples/quickstart -svg docs/timeline.svg")
	}
}

// Each row says what the rulebook says of its subscription, worked out by hand. The axis ends with 2027.
func TestGeometryIsTheFacts(t *testing.T) {
	t.Parallel()
	root := parsed(t, drawn(t))
	s := scaleOf(t, root)
	rows := map[string]string{}
	for _, n := range root.Nodes {
		if n.XMLName.Local == "g" {
			rows[strings.Fields(n.title())[0]] = s.facts(t, n)
		}
	}
	if len(rows) != 12 {
		t.Fatalf("%d rows", len(rows))
	}
	for id, want := range map[string]string{
		// Ordered before the edition's first day: no stages. Renewal on 2025-06-10, 90 days after 2025-03-12.
		"S-01": "active 2024-06-10/2025-06-10, canceled 2025-06-10/2028-01-01, window 2025-03-12/2025-06-10, " +
			"charged 2024-06-10",
		// 15 days from the order on, and auto-renew from the renewal date on; the window of a month is open all along.
		"S-02": "active 2025-04-30/2025-05-31, projected 2025-05-31/2028-01-01, window 2025-04-30/2025-05-31, " +
			"charged 2025-04-30, deadline 2025-05-15",
		"S-04": "active 2024-10-01/2027-10-01, projected 2027-10-01/2028-01-01, window 2027-07-03/2027-10-01, " +
			"charged 2024-10-01, charged 2025-10-01, charged 2026-10-01, deadline 2024-10-31",
		// Due on 20 April and not paid: Expired for 15 days, Suspended for 30; the window never opens.
		"S-05": "active 2024-11-18/2025-04-21, expired 2025-04-21/2025-05-06, suspended 2025-05-06/2025-06-05, " +
			"canceled 2025-06-05/2028-01-01, charged 2024-11-18, due 2025-04-20, deadline 2024-12-18",
		// An exempt offering: no stages.
		"S-06": "active 2024-09-30/2025-09-30, canceled 2025-09-30/2028-01-01, window 2025-07-02/2025-09-30, " +
			"charged 2024-09-30, deadline 2024-10-30",
		"S-10": "active 2025-05-31/2025-06-05, expired 2025-06-05/2025-06-20, suspended 2025-06-20/2025-07-20, " +
			"canceled 2025-07-20/2028-01-01, charged 2025-05-05, due 2025-06-04, deadline 2025-06-04",
		// Flex tokens lapse like an annual subscription; the end date is the first day after them.
		"F-01": "active 2025-03-03/2026-03-03, expired 2026-03-03/2026-03-18, suspended 2026-03-18/2026-04-17, " +
			"canceled 2026-04-17/2028-01-01, window 2025-12-03/2026-03-03, deadline 2025-04-02",
	} {
		t.Run(id, func(t *testing.T) {
			if rows[id] != want {
				t.Errorf("%s shows\n%s, want\n%s", id, rows[id], want)
			}
		})
	}
	if day, _ := s.day(points(t, root.all("today")[0])[0]); day != "2025-05-12" {
		t.Errorf("the day of the report stands on %s", day)
	}
	charges := root.all("charged")
	if got, want := charges[4].title(), "charge 2 of 3: EUR 35880.00 on 2025-10-01, due 2025-10-31"; got != want {
		t.Errorf("the second instalment of S-04 is titled %q, want %q", got, want)
	}
}

// The renewal of S-02 is awaited on 31 May, and is not recorded: from the next day on the picture shows the lapse, of
// 15 days Expired from the 31st on and 15 Suspended, and nothing that auto-renew would have done.
func TestWhatHasLapsedIsNotProjected(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{
		"2025-05-31": "active 2025-04-30/2025-05-31, projected 2025-05-31/2028-01-01, window 2025-04-30/2025-05-31, " +
			"charged 2025-04-30, deadline 2025-05-15",
		"2025-06-01": "active 2025-04-30/2025-06-01, expired 2025-06-01/2025-06-15, suspended 2025-06-15/2025-06-30, " +
			"canceled 2025-06-30/2028-01-01, window 2025-04-30/2025-05-31, charged 2025-04-30, deadline 2025-05-15",
	} {
		t.Run(on, func(t *testing.T) {
			root := parsed(t, drawn(t, "-on", on))
			s := scaleOf(t, root)
			for _, n := range root.Nodes {
				if strings.HasPrefix(n.title(), "S-02 ") {
					if got := s.facts(t, n); got != want {
						t.Errorf("on %s S-02 shows\n%s, want\n%s", on, got, want)
					}
				}
			}
		})
	}
}

// The month dates of a 31 January, which S-02 has, are those of the calendar.
func TestRenewalsAreMarked(t *testing.T) {
	t.Parallel()
	root := parsed(t, drawn(t))
	s := scaleOf(t, root)
	var got []string
	for _, n := range root.Nodes {
		if strings.HasPrefix(n.title(), "S-02 ") {
			for _, r := range n.all("renewal")[:10] {
				day, _ := s.day(points(t, r)[0])
				got = append(got, day)
			}
		}
	}
	want := "2025-05-31 2025-06-30 2025-07-31 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31 " +
		"2026-02-28"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s", got)
	}
}

func TestDocument(t *testing.T) {
	t.Parallel()
	svg := drawn(t)
	root := parsed(t, svg)
	if root.XMLName.Space != "http://www.w3.org/2000/svg" || root.attr("role") != "img" ||
		root.attr("aria-labelledby") != "title desc" ||
		root.Nodes[0].attr("id") != "title" || root.Nodes[1].attr("id") != "desc" ||
		root.attr("viewBox") != "0 0 29700 18200" ||
		root.attr("width") != "297mm" || root.attr("height") != "182mm" {
		t.Errorf("the root is %+v", root.Attrs)
	}
	if want := " S-05 Civil 3D, annual, 2 seats: suspended, no access for 7 days."; !strings.Contains(
		root.Nodes[1].Text, want) {
		t.Errorf("the description lacks %q: %s", want, root.Nodes[1].Text)
	}
	known := []string{"svg", "title", "desc", "style", "clipPath", "rect", "path", "g", "text"}
	fraction := regexp.MustCompile(`\d\.\d`)
	root.walk(func(n node) {
		if !slices.Contains(known, n.XMLName.Local) {
			t.Errorf("there is a %s", n.XMLName.Local)
		}
		for _, a := range n.Attrs {
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") ||
				fraction.MatchString(a.Value) && a.Name.Local != "xmlns" {
				t.Errorf("%s=%q", a.Name.Local, a.Value)
			}
		}
	})
	if !bytes.Equal(svg, drawn(t)) {
		t.Error("another run gives another picture")
	}
}

func TestNamesAreEscaped(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		`<b>&amp;</b>`:         `<b>&amp;</b>`,
		`"x" 'y' ]]>`:          `"x" 'y' ]]>`,
		"a\x00b\x1b[31m\x7fc":  "a\ufffdb\ufffd[31m\x7fc",
		"a\xffb":               "a\ufffdb",
		"line\nline\ttab\rend": "line\nline\ttab\rend",
		"</title><script/>":    "</title><script/>",
		"\ufffe\uffff":         "\ufffd\ufffd",
	} {
		t.Run(name, func(t *testing.T) {
			on := calendar.MustParseDate("2025-05-12")
			shown, err := span(on, []calendar.Date{on})
			if err != nil {
				t.Fatal(err)
			}
			root := parsed(t, picture{
				company: name, summary: name, on: on, shown: shown,
				rows: []row{{
					id: name, product: name, size: name, phase: name, left: name,
					stretches: []stretch{{days: calendar.Since(on), phase: lifecycle.Active}},
					marks:     []mark{{charged, on, name}},
				}},
			}.svg())
			if got := root.all("charged")[0].title(); got != want {
				t.Errorf("%q became %q", name, got)
			}
			if got, full := root.Nodes[0].Text, want+": subscriptions on 2025-05-12"; got != full {
				t.Errorf("the title is %q, want %q", got, full)
			}
			if got, full := root.all("name")[0].Text, want; got != full {
				t.Errorf("the headline is %q, want %q", got, full)
			}
		})
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	date := calendar.MustParseDate
	for _, test := range []struct {
		days []string
		want string
	}{
		{nil, "2025-04-01/2026-04-01"},                                  // a year at least
		{[]string{"2025-03-31"}, "2025-01-01/2026-01-01"},               // the quarter before
		{[]string{"2026-03-31"}, "2025-04-01/2026-04-01"},               // the last day that a year shows
		{[]string{"2026-04-01"}, "2025-04-01/2026-07-01"},               // and the first that it does not
		{[]string{"2021-05-12", "2029-05-12"}, "2021-04-01/2029-07-01"}, // as far as it reaches
		{[]string{"0001-01-01", "9999-12-31"}, "2021-04-01/2029-07-01"}, // and no further
	} {
		t.Run(test.want, func(t *testing.T) {
			days := []calendar.Date{date("2025-05-12")}
			for _, d := range test.days {
				days = append(days, date(d))
			}
			if got, err := span(days[0], days); err != nil || got.String() != test.want {
				t.Errorf("%s gives %s, %v; want %s", test.days, got, err, test.want)
			}
		})
	}
	if _, err := span(date("9996-01-01"), []calendar.Date{date("9996-01-01")}); err == nil {
		t.Error("no error at the end of the calendar")
	}
	if got, err := span(date("0001-01-01"), []calendar.Date{date("0001-01-01")}); err != nil ||
		got.String() != "0001-01-01/0002-01-01" {
		t.Errorf("at its start: %s, %v", got, err)
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	names := func(ticks []tick) string {
		var list []string
		for _, k := range ticks {
			list = append(list, k.name+" "+k.days.String())
		}
		return strings.Join(list, ", ")
	}
	shown, err := calendar.ParsePeriod("2023-10-01/2024-04-01") // 183 days, with a 29 February
	if err != nil {
		t.Fatal(err)
	}
	a := newAxis(shown, 100, 1830)
	if got, want := names(a.years()), "2023 2023-10-01/2024-01-01, 2024 2024-01-01/2024-04-01"; got != want {
		t.Errorf("years: %s", got)
	}
	months := "Oct 2023-10-01/2023-11-01, Nov 2023-11-01/2023-12-01, Dec 2023-12-01/2024-01-01, " +
		"Jan 2024-01-01/2024-02-01, Feb 2024-02-01/2024-03-01, Mar 2024-03-01/2024-04-01"
	if got := names(a.parts(280)); got != months {
		t.Errorf("February of 28 days with just room enough: %s", got)
	}
	if got, want := names(a.parts(281)), "Q4 2023-10-01/2024-01-01, Q1 2024-01-01/2024-04-01"; got != want {
		t.Errorf("and without: %s", got)
	}
	feb29 := calendar.MustParseDate("2024-02-29") // 31 + 30 + 31 + 31 + 28 = 151 days after the first
	if x, noon, right := a.x(feb29), a.noon(feb29), a.x(shown.End()); x != 1610 || noon != 1615 || right != 1930 {
		t.Errorf("29 February stands at %d, its noon at %d, the end at %d", x, noon, right)
	}
}

// What began before the axis has an arrow, and what happened there is not drawn.
func TestWhatIsOutOfReach(t *testing.T) {
	t.Parallel()
	old := strings.NewReplacer(`"S-01"`, `"S-99"`, "2024-06-10", "2015-06-10", "2025-06-10",
		"2016-06-10").Replace(entry)
	root := parsed(t, drawn(t, "-portfolio", written(t, company(entry, old))))
	s := scaleOf(t, root)
	var got []string
	for _, n := range root.Nodes {
		if n.XMLName.Local == "g" {
			got = append(got, s.facts(t, n))
			for _, a := range n.all("arrow") {
				got = append(got, a.title())
			}
		}
	}
	// The axis reaches back to the quarter of 2021-05-12, and ahead to the end of that of 2025-06-10.
	want := []string{
		"active 2024-06-10/2025-06-10, canceled 2025-06-10/2025-07-01, window 2025-03-12/2025-06-10, " +
			"charged 2024-06-10, deadline 2024-07-10",
		"canceled 2021-04-01/2025-07-01", "since 2016-06-10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Sixty subscriptions are drawn on a page of A4, one more is refused. Letters are at least 6 points high, 212 units.
func TestAPageIsFull(t *testing.T) {
	t.Parallel()
	many := func(n int) string {
		entries := make([]string, n)
		for i := range entries {
			entries[i] = strings.Replace(entry, "S-01", fmt.Sprintf("S-%02d", i), 1)
		}
		return written(t, company(entries...))
	}
	root := parsed(t, drawn(t, "-portfolio", many(60)))
	if mm, err := strconv.Atoi(strings.TrimSuffix(root.attr("height"), "mm")); err != nil || mm > 210 {
		t.Errorf("the page is %d mm high, %v", mm, err)
	}
	root.walk(func(n node) {
		if n.XMLName.Local == "text" && n.number(t, "font-size") < 212 {
			t.Errorf("%q is too small", n.Text)
		}
	})
	name := filepath.Join(t.TempDir(), "a.svg")
	var out bytes.Buffer
	err := run([]string{"-portfolio", many(61), "-svg", name}, &out, &out, nil)
	if want := "-svg: 61 subscriptions: one page shows at most 60"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		width int // in letters of 66 percent of a size of 100
		want  string
	}{
		{"abcde", 5 * 66, "abcde"},
		{"abcde", 5*66 - 1, "abc…"}, // the ellipsis is taken to be as wide as a capital
		{"ab de", 4 * 66, "ab…"},
		{"abcde", 1, "…"},
		{"ae\u0301e\u0301e\u0301", 3 * 66, "a…"},
		{"", 0, ""},
	} {
		t.Run(test.text, func(t *testing.T) {
			if got := fit(test.text, 100, test.width); got != test.want {
				t.Errorf("fit(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
			}
		})
	}
}
