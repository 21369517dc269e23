package lifecycle_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// byHand answers the questions of the benchmarks below as a caller would by hand, with package time and decimals: the
// phase on a day, whether the renewal window is open, and the price of three seats up to the renewal date.
type byHand struct {
	end   time.Time
	srp   decimal.Decimal
	seats int64
}

// handAnswer is the result of byHand.
type handAnswer struct {
	phase      int
	canRenew   bool
	daysBought int64
	price      decimal.Decimal
}

func (r *byHand) ask(now time.Time, zone *time.Location) handAnswer {
	const day = 24 * time.Hour
	var a handAnswer
	for _, edge := range [...]time.Time{r.end, r.end.AddDate(0, 0, 15), r.end.AddDate(0, 0, 45)} {
		if !now.Before(edge) {
			a.phase++
		}
	}
	opens := r.end.AddDate(0, 0, -90)
	a.canRenew = !now.Before(opens) && now.Before(r.end.AddDate(0, 0, 45))
	y, month, today := now.In(zone).Date()
	// Counted from noon to noon, so that the hour lost to summer time does not cost a day.
	midday := time.Date(y, month, today, 12, 0, 0, 0, time.UTC)
	ends := time.Date(r.end.Year(), r.end.Month(), r.end.Day(), 12, 0, 0, 0, time.UTC)
	a.daysBought = int64(ends.Sub(midday) / day)
	a.price = r.srp.Div(year).Mul(decimal.NewFromInt(a.daysBought * r.seats)).Round(2)
	return a
}

var decimalSink decimal.Decimal

var year = decimal.NewFromInt(365)

// plainFacts holds the facts from the same JSON as plain strings and numbers.
type plainFacts struct {
	Kind          string         `json:"kind"`
	Offering      string         `json:"offering"`
	Anchor        string         `json:"anchor"`
	Seats         int            `json:"seats,omitempty"`
	Terms         []plainTerm    `json:"terms"`
	Invoices      []plainInvoice `json:"invoices,omitempty"`
	Changes       []plainChange  `json:"changes,omitempty"`
	FailedCharges []string       `json:"failedCharges,omitempty"`
	Cancellation  *plainCancel   `json:"cancellation,omitempty"`
}

type plainTerm struct {
	Ordered   string `json:"ordered"`
	Start     string `json:"start"`
	End       string `json:"end"`
	Length    string `json:"length,omitempty"`
	AlignedTo string `json:"alignedTo,omitempty"`
}

type plainInvoice struct {
	Number      string `json:"number"`
	Issued      string `json:"issued"`
	Due         string `json:"due"`
	Paid        string `json:"paid,omitempty"`
	NetTerms    bool   `json:"netTerms,omitempty"`
	NothingOwed bool   `json:"nothingOwed,omitempty"`
}

type plainChange struct {
	What      string `json:"what"`
	Asked     string `json:"asked"`
	Effective string `json:"effective"`
	Seats     int    `json:"seats,omitempty"`
	Offering  string `json:"offering,omitempty"`
	Length    string `json:"length,omitempty"`
	AutoRenew bool   `json:"autoRenew,omitempty"`
}

type plainCancel struct {
	Asked     string `json:"asked"`
	Effective string `json:"effective"`
}

const oneTerm = `{"kind":"subscription","offering":"AutoCAD","anchor":"2024-10-01","seats":3,` +
	`"terms":[{"ordered":"2024-10-01","start":"2024-10-01","end":"2025-10-01","length":"annual"}]}`

func read(t testing.TB, text string) lifecycle.Facts {
	t.Helper()
	var f lifecycle.Facts
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// step is something to time, and what it is compared with.
type step struct {
	name, floor string
	run         func()
	most        float64 // the ratio in the table of docs/benchmarks.md; 0 for a floor
}

// bytesRun has the input of the steps: the facts of one term and of a long history, as values and as lines of JSON.
type bytesRun struct {
	today                calendar.Date
	line, longLine       []byte
	plain, longPlain     plainFacts
	facts, changed, long lifecycle.Facts
	srp                  money.Amount
}

func newBytesRun(t testing.TB) *bytesRun {
	t.Helper()
	r := &bytesRun{
		today: day("2025-08-01"), line: []byte(oneTerm), facts: read(t, oneTerm), long: history(t),
		srp: money.MustParseAmount("EUR 2145.00"),
	}
	r.changed = autoRenew(r.facts, false)
	var err error
	if r.longLine, err = json.Marshal(r.long); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(json.Unmarshal(r.line, &r.plain), json.Unmarshal(r.longLine, &r.longPlain)); err != nil {
		t.Fatal(err)
	}
	return r
}

// steps lead from a line of JSON to the answers of a day, each with what it is compared with.
func steps(t testing.TB) []step {
	t.Helper()
	r := newBytesRun(t)
	return slices.Concat(r.floors(t), r.ofJSON(), r.ofAnswers(t))
}

// floors do the same with other code; the steps are compared with them.
func (r *bytesRun) floors(t testing.TB) []step {
	t.Helper()
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2025, time.August, 1, 9, 30, 0, 0, time.UTC)
	rival := byHand{
		end: time.Date(2025, time.October, 1, 0, 0, 0, 0, brussels), srp: r.srp.Decimal(), seats: 3,
	}
	return []step{
		{name: "rival", run: func() { rival.ask(now, brussels) }},
		{name: "Div.Mul.Round", run: func() { r.srp.Decimal().Div(year).Mul(decimal.NewFromInt(183)).Round(2) }},
		{name: "one decimal.New", run: func() { decimalSink = decimal.New(107523, -2) }},
		{name: "package json reads", run: func() { _ = json.Unmarshal(r.line, new(plainFacts)) }},
		{name: "package json writes", run: func() { _, _ = json.Marshal(&r.plain) }},
		{name: "package json reads a long one", run: func() { _ = json.Unmarshal(r.longLine, new(plainFacts)) }},
		{name: "package json writes a long one", run: func() { _, _ = json.Marshal(&r.longPlain) }},
	}
}

// ofJSON returns the steps that read and write facts.
func (r *bytesRun) ofJSON() []step {
	buffer := make([]byte, 0, 10_000)
	return []step{
		{"json.Unmarshal", "package json reads", func() { _ = json.Unmarshal(r.line, new(lifecycle.Facts)) }, 0.75},
		{"Facts.UnmarshalJSON", "package json reads", func() { _ = new(lifecycle.Facts).UnmarshalJSON(r.line) }, 0.25},
		{
			"json.Unmarshal, a long one", "package json reads a long one",
			func() { _ = json.Unmarshal(r.longLine, new(lifecycle.Facts)) }, 0.75,
		},
		{"json.Marshal", "package json writes", func() { _, _ = json.Marshal(&r.facts) }, 2.3},
		{"Facts.AppendJSON", "package json writes", func() { _, _ = r.facts.AppendJSON(buffer[:0]) }, 0.65},
		{
			"Facts.AppendJSON, a long one", "package json writes a long one",
			func() { _, _ = r.long.AppendJSON(buffer[:0]) }, 0.5,
		},
	}
}

// ofAnswers returns the steps that check facts, and that ask and price.
func (r *bytesRun) ofAnswers(t testing.TB) []step {
	t.Helper()
	s := subscription(t, europe, r.facts)
	v := s.On(r.today)
	request := r.request(v)
	return []step{
		{"New", "rival", func() { _, _ = lifecycle.New(europe, r.facts) }, 0.33},
		{"New, with a change", "rival", func() { _, _ = lifecycle.New(europe, r.changed) }, 0.37},
		{"New, a long one", "rival", func() { _, _ = lifecycle.New(europe, r.long) }, 7.7},
		{"Actions", "rival", func() { v.Actions() }, 0.48},
		{"Price", "Div.Mul.Round", func() { _, _ = proration.Price(europe, request) }, 0.08},
		{"Price, and one decimal", "one decimal.New", func() { _, _ = proration.Price(europe, request) }, 0.9},
		{"status, decision and price", "rival", func() { r.answers(s) }, 0.14},
		{"from bytes to answers", "rival", func() {
			var f lifecycle.Facts
			_ = json.Unmarshal(r.line, &f)
			s, _ := lifecycle.New(europe, f)
			r.answers(s)
		}, 3},
	}
}

// request asks for the seats from today to the end of the stretch.
func (r *bytesRun) request(v lifecycle.View) proration.PriceRequest {
	stretch := v.Stretch()
	return proration.PriceRequest{
		SRP: r.srp, Seats: 3, Service: stretch, Bought: calendar.Span(r.today, stretch.Covered().End()),
	}
}

func (r *bytesRun) answers(s lifecycle.Subscription) {
	v := s.On(r.today)
	_, err := proration.Price(europe, r.request(v))
	if !v.CanRenew().Allowed() || v.Status().Phase != lifecycle.Active || err != nil {
		panic("the wrong answer")
	}
}

func BenchmarkBytes(b *testing.B) {
	for _, step := range steps(b) {
		b.Run(step.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				step.run()
			}
		})
	}
}
