package answer

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/refund"
	"example.com/billingrules/rule"
)

// Question is what stands in the fields of the page, as text. A field that does not belong to the kind must be empty.
type Question struct {
	Edition   string            `json:"edition"`
	Kind      string            `json:"kind"`
	Offering  string            `json:"offering"`
	Channel   string            `json:"channel"`
	Start     string            `json:"start"`     // the first covered day, on which it was also ordered
	Last      string            `json:"last"`      // the last covered day of what has no term
	Term      string            `json:"term"`      // of a subscription, and so are all of the next ones
	Seats     string            `json:"seats"`     //
	Add       string            `json:"add"`       // how many seats more to price
	Price     string            `json:"price"`     // list price of one seat for one term, before tax
	Currency  string            `json:"currency"`  //
	AutoRenew string            `json:"autoRenew"` // on or off
	Steps     []Step            `json:"steps"`     // what is done after that, in order
	Day       string            `json:"day"`       // the day asked about
	Shifted   string            `json:"shifted"`   // the name of a field whose date is moved first, if any
	Shift     int               `json:"shift"`     // by so many days
	Readings  map[string]string `json:"readings"`  // by their names in an edition file, those that are switched
}

// facts are a question that was read and checked.
type facts struct {
	edition  policy.Edition
	rules    map[rule.ID]policy.ExplainedRule // the edition's own, to which figures lead; nil if none do
	kind     policy.Kind
	channel  policy.Channel
	day      calendar.Date
	start    calendar.Date
	term     calendar.Term
	service  calendar.Service // the first term of a subscription
	seats    int
	more     int
	price    money.Amount
	life     lifecycle.Subscription
	ordered  calendar.Date          // the day of the latest order: the purchase, added seats or a renewal
	known    calendar.Date          // the day of the last step
	asOf     lifecycle.Subscription // including the steps up to the day of the question
	bills    int                    // the number of invoices
	done     []Done
	purchase refund.Purchase
	events   []lifecycle.Event
	axis     calendar.Period
}

// read checks a question under its edition with some readings switched, and names every mistake.
func read(q Question, readings map[string]string) (facts, []Mistake) {
	r := reader{}
	f := facts{edition: r.edition(q.Edition, readings)}
	r.refused("kind", f.kind.UnmarshalText([]byte(q.Kind)))
	r.refused("channel", f.channel.UnmarshalText([]byte(q.Channel)))
	f.start = r.date("start", q.Start)
	f.day = r.date("day", q.Day)
	life := lifecycle.Facts{Kind: f.kind, Offering: q.Offering, Anchor: f.start}
	switch f.kind { //nolint:exhaustive // the other kinds have no phases, and the default refuses them
	case policy.Subscription:
		r.without(q, "last")
		r.subscription(q, &f, &life)
	case policy.FlexTokens:
		r.without(q, "term", "seats", "add", "price", "currency", "autoRenew")
		r.ending(q, &f, &life)
	case policy.Trial:
		r.without(q, "term", "add", "price", "currency", "autoRenew")
		life.Seats = r.count("seats", q.Seats)
		r.ending(q, &f, &life)
	default:
		if f.kind.IsValid() {
			r.mistake("kind", "%q: has no phases", q.Kind)
		}
	}
	steps := r.steps(q.Steps)
	if len(r.mistakes) == 0 {
		r.bind(q, &f, life, steps)
	}
	return f, r.mistakes
}

type reader struct{ mistakes []Mistake }

// mistake notes a mistake, once: several facts can come from one field and be wrong for the same reason.
func (r *reader) mistake(field, format string, args ...any) {
	m := Mistake{Field: field, Text: fmt.Sprintf(format, args...)}
	if !slices.Contains(r.mistakes, m) {
		r.mistakes = append(r.mistakes, m)
	}
}

// refused reports what the library found wrong with the text of a field.
func (r *reader) refused(field string, err error) {
	for _, e := range billingrules.InputErrors(err) {
		r.wrong(field, e.Value, e.Err)
	}
}

// wrong notes what is wrong with a value. An empty value is not repeated.
func (r *reader) wrong(field, value string, why error) {
	if value == "" {
		r.mistake(field, "%v", why)
		return
	}
	r.mistake(field, "%s: %v", value, why)
}

func (r *reader) date(field, text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	r.refused(field, err)
	return d
}

func (r *reader) count(field, text string) int {
	n, err := strconv.Atoi(text)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && (n < 1 || n > proration.MaxSeats):
		r.mistake(field, "%s: must be from 1 to %d", text, proration.MaxSeats)
	case err != nil || strconv.Itoa(n) != text: // no plus sign, and no leading zero
		r.mistake(field, "%q: is not a whole number", text)
	}
	return n
}

// without reports fields that were filled in although the product does not have them.
func (r *reader) without(q Question, fields ...string) {
	texts := map[string]string{
		"last": q.Last, "term": q.Term, "seats": q.Seats, "add": q.Add, "price": q.Price,
		"currency": q.Currency, "autoRenew": q.AutoRenew,
	}
	for _, field := range fields {
		if texts[field] != "" {
			r.mistake(field, "%q: does not apply to %s", texts[field], q.Kind)
		}
	}
}

func (r *reader) subscription(q Question, f *facts, life *lifecycle.Facts) {
	r.refused("term", f.term.UnmarshalText([]byte(q.Term)))
	f.seats, f.more = r.count("seats", q.Seats), r.count("add", q.Add)
	life.Seats = f.seats
	if most := proration.MaxSeats - f.seats; f.seats > 0 && most >= 0 && f.more > most && f.more <= proration.MaxSeats {
		r.mistake("add", "%d: must be at most %d, with the %d that there are", f.more, most, f.seats)
	}
	if f.term.IsValid() && !f.start.IsZero() {
		var err error
		f.service, err = f.term.Service(f.start, f.start)
		r.refused("start", err)
	}
	covered := f.service.Covered()
	life.Terms = []lifecycle.BoughtTerm{{Ordered: f.start, Start: covered.Start(), End: covered.End(), Length: f.term}}
	r.listPrice(q, f)
	switch q.AutoRenew {
	case "on", "off":
		life.Changes = []lifecycle.Change{{
			What: lifecycle.AutoRenewSwitched, Asked: f.start, Effective: f.start,
			AutoRenew: q.AutoRenew == "on",
		}}
	default:
		r.mistake("autoRenew", "%q: must be on or off", q.AutoRenew)
	}
}

func (r *reader) listPrice(q Question, f *facts) {
	currency, err := money.ParseCurrency(q.Currency)
	if err != nil {
		r.refused("currency", err)
		return
	}
	f.price, err = money.Parse(q.Price, currency)
	r.refused("price", err)
	if f.price.Sign() < 0 {
		r.mistake("price", "%q: is negative", q.Price)
	}
}

// ending reads something that has no term, but a given last day.
func (r *reader) ending(q Question, f *facts, life *lifecycle.Facts) {
	last := r.date("last", q.Last)
	if last.IsZero() || f.start.IsZero() {
		return
	}
	end := last.AddDays(1)
	switch {
	case last.Before(f.start):
		r.mistake("last", "%s: is before the start, %s", last, f.start)
	case end.IsZero():
		r.mistake("last", "%s: is the last day of the calendar", last)
	}
	life.Terms = []lifecycle.BoughtTerm{{Ordered: f.start, Start: f.start, End: end}}
}

// bind passes the facts to the library, which checks them against each other.
func (r *reader) bind(q Question, f *facts, life lifecycle.Facts, steps []step) {
	var err error
	if f.life, err = lifecycle.New(f.edition, life); err != nil {
		for _, e := range billingrules.InputErrors(err) {
			field, value := fieldOf(e.Field), e.Value
			if field == "last" {
				value = q.Last // the facts have the day after it
			}
			r.wrong(field, value, e.Err)
		}
		return
	}
	f.purchase = refund.Purchase{Kind: f.kind, Term: f.term, Channel: f.channel, Event: refund.Bought, Ordered: f.start}
	r.carryOut(steps, f)
	if len(r.mistakes) == 0 {
		r.axis(f)
	}
}

// fieldOf returns the field of the page that holds a fact.
func fieldOf(fact string) string {
	switch {
	case strings.HasSuffix(fact, ".end"):
		return "last"
	case fact == "seats", fact == "offering", fact == "kind":
		return fact
	}
	return "start"
}
