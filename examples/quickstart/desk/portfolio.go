package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// portfolio is what a company owns, as the file says it.
type portfolio struct {
	company       string
	taxes         invoice.Taxes
	terms         invoice.NetTerms // none where they pay on the day
	subscriptions []subscription
}

// subscription is one entry of the file, checked.
type subscription struct {
	id, product string
	kind        policy.Kind
	channel     policy.Channel
	ordered     calendar.Date
	purchased   calendar.Date
	service     calendar.Service // of a subscription: its current term
	covered     calendar.Period
	seats       int // of a subscription
	tokens      int // of Flex tokens
	srp         money.Amount
	threeYear   money.Amount // list price of one seat for three years; the zero Amount where it is not given
	autoRenew   bool
	invoices    []issued
	life        lifecycle.Subscription
}

// facts returns what the library wants to know of an entry.
func (s *subscription) facts() lifecycle.Facts {
	f := lifecycle.Facts{
		Kind: s.kind, Offering: s.product, Anchor: s.covered.Start(), Seats: s.seats,
		Terms: []lifecycle.BoughtTerm{{
			Ordered: s.ordered, Start: s.covered.Start(), End: s.covered.End(),
			Length: s.service.Term(),
		}},
	}
	if s.kind == policy.Subscription {
		f.Anchor = s.service.Anchor()
		f.Changes = []lifecycle.Change{{
			What: lifecycle.AutoRenewSwitched, Asked: s.ordered, Effective: s.ordered,
			AutoRenew: s.autoRenew,
		}}
	}
	for _, inv := range s.invoices {
		f.Invoices = append(f.Invoices, inv.BilledInvoice)
	}
	return f
}

// renewed reports whether the current term is not the one that was bought at first.
func (s *subscription) renewed() bool { return s.covered.Start() != s.purchased }

// readPortfolio reads and checks a file, and binds its entries to an edition. Every mistake in it is reported, each
// by file, entry, field and value.
func readPortfolio(name string, data []byte, ed policy.Edition) (portfolio, error) {
	r := reader{file: name, edition: ed}
	owned := r.portfolio(data)
	return owned, errors.Join(r.mistakes...)
}

// reader collects mistakes on its way through a file.
type reader struct {
	file     string
	edition  policy.Edition
	entry    string // the entry that is being read, as `subscriptions[2] "S-03"`; empty outside of them
	mistakes []error
}

func (r *reader) mistake(field, value, format string, args ...any) {
	text := r.file + ": "
	if r.entry != "" {
		text += r.entry + ": "
	}
	text += field
	if value != "" {
		text += " " + value
	}
	r.mistakes = append(r.mistakes, errors.New(text+": "+fmt.Sprintf(format, args...)))
}

// refused reports what the library found wrong with a field, or in a field of its own.
func (r *reader) refused(field string, err error) {
	for _, e := range billingrules.InputErrors(err) {
		name := field
		if name == "" {
			name = e.Field
		}
		r.mistake(name, e.Value, "%v", e.Err)
	}
}

func (r *reader) portfolio(data []byte) portfolio {
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		r.mistake("file", "", "starts with a byte order mark")
		return portfolio{}
	}
	if !utf8.Valid(data) {
		r.mistake("file", "", "is not UTF-8")
		return portfolio{}
	}
	top, ok := r.object("file", data, "company", "taxes", "taxRate", "terms", "subscriptions")
	if !ok {
		return portfolio{}
	}
	owned := portfolio{company: r.text(top, "company")}
	taxes := "taxes"
	if _, given := top["taxes"]; !given && top["taxRate"] != nil {
		taxes = "taxRate" // where there is one tax, its rate says it all
	} else if top["taxRate"] != nil {
		r.mistake("taxRate", "", "cannot be given beside taxes")
	}
	if rate := r.text(top, taxes); rate != "" {
		var err error
		if owned.taxes, err = invoice.ParseTaxes(rate); err != nil {
			r.refused(taxes, err)
		}
	}
	if _, given := top["terms"]; given {
		if err := owned.terms.UnmarshalText([]byte(r.text(top, "terms"))); err != nil {
			r.refused("terms", err)
		}
	}
	var entries []json.RawMessage
	r.value(top, "subscriptions", &entries, "a list")
	seen := map[string]bool{}
	for i, raw := range entries {
		r.entry = fmt.Sprintf("subscriptions[%d]", i)
		before := len(r.mistakes)
		s, ok := r.subscription(raw)
		if !ok {
			continue
		}
		if len(r.mistakes) == before {
			var err error
			if s.life, err = lifecycle.New(r.edition, s.facts()); err != nil {
				r.refused("", err)
			}
		}
		if s.id != "" && seen[s.id] {
			r.mistake("id", quoted(s.id), "is a duplicate")
		}
		seen[s.id] = true
		owned.subscriptions = append(owned.subscriptions, s)
	}
	return owned
}

func (r *reader) subscription(raw json.RawMessage) (subscription, bool) {
	fields, ok := r.object("entry", raw, "id", "kind", "channel", "product", "term", "purchased", "ordered", "start",
		"end", "seats", "tokens", "srp", "threeYearSRP", "autoRenew", "invoices")
	if !ok {
		return subscription{}, false
	}
	s := subscription{id: r.text(fields, "id")}
	r.entry += " " + quoted(s.id)
	s.product = r.text(fields, "product")
	kind := r.text(fields, "kind")
	if kind == "" {
		return s, true
	}
	if err := s.kind.UnmarshalText([]byte(kind)); err != nil {
		r.refused("kind", err)
		return s, true
	}
	if channel := r.text(fields, "channel"); channel != "" {
		if err := s.channel.UnmarshalText([]byte(channel)); err != nil {
			r.refused("channel", err)
		}
	}
	if s.kind == policy.FlexTokens {
		r.without(fields, "term", "start", "seats", "srp", "threeYearSRP", "autoRenew")
		r.tokens(fields, &s)
		return s, true
	}
	if s.kind != policy.Subscription {
		r.mistake("kind", quoted(s.kind.String()), "is neither subscription nor flex-tokens")
		return s, true
	}
	r.without(fields, "end", "tokens")
	r.term(fields, &s)
	return s, true
}

// term reads what only a subscription has.
func (r *reader) term(fields map[string]json.RawMessage, s *subscription) {
	var term calendar.Term
	var err error
	if text := r.text(fields, "term"); text != "" {
		if term, err = calendar.ParseTerm(text); err != nil {
			r.refused("term", err)
		}
	}
	start := r.date(fields, "start")
	s.purchased = r.date(fields, "purchased")
	if term.IsValid() && !s.purchased.IsZero() && !start.IsZero() {
		if s.service, err = term.Service(s.purchased, start); err != nil {
			r.refused("start", err)
		}
		s.covered = s.service.Covered()
	}
	r.value(fields, "seats", &s.seats, "a whole number")
	if _, given := fields["seats"]; given && (s.seats < 1 || s.seats > proration.MaxSeats) {
		r.mistake("seats", fmt.Sprint(s.seats), "must be from 1 to %d", proration.MaxSeats)
	}
	s.srp = r.price(fields, "srp")
	if _, given := fields["threeYearSRP"]; given {
		s.threeYear = r.price(fields, "threeYearSRP")
	}
	r.value(fields, "autoRenew", &s.autoRenew, "true or false")
	r.orders(fields, s)
}

func (r *reader) price(fields map[string]json.RawMessage, field string) money.Amount {
	text := r.text(fields, field)
	if text == "" {
		return money.Amount{}
	}
	price, err := money.ParseAmount(text)
	switch {
	case err != nil:
		r.refused(field, err)
	case price.Sign() < 0:
		r.mistake(field, quoted(text), "is negative")
	}
	return price
}

// orders reads what an entry may leave out: the day of the order, which is otherwise the first covered day, and its
// invoices.
func (r *reader) orders(fields map[string]json.RawMessage, s *subscription) {
	s.ordered = s.covered.Start()
	if _, given := fields["ordered"]; given {
		s.ordered = r.date(fields, "ordered")
	}
	if _, given := fields["invoices"]; !given {
		return
	}
	var entries []json.RawMessage
	r.value(fields, "invoices", &entries, "a list")
	entry := r.entry
	for i, raw := range entries {
		r.entry = fmt.Sprintf("%s: invoices[%d]", entry, i)
		if invoice, ok := r.object("invoice", raw, "number", "issued", "due", "paid", "total"); ok {
			read := issued{BilledInvoice: lifecycle.BilledInvoice{
				Number: r.text(invoice, "number"), Issued: r.date(invoice, "issued"), Due: r.date(invoice, "due"), NetTerms: true,
			}}
			if _, paid := invoice["paid"]; paid {
				read.Paid = r.date(invoice, "paid")
			}
			if _, given := invoice["total"]; given {
				read.total = r.price(invoice, "total")
				read.NothingOwed = !read.total.IsZero() && read.total.Sign() == 0
			}
			s.invoices = append(s.invoices, read)
		}
	}
	r.entry = entry
}

// tokens reads what only Flex tokens have.
func (r *reader) tokens(fields map[string]json.RawMessage, s *subscription) {
	end := r.date(fields, "end")
	s.purchased = r.date(fields, "purchased")
	if !s.purchased.IsZero() && !end.IsZero() {
		var err error
		if s.covered, err = calendar.Between(s.purchased, end); err != nil {
			r.refused("end", err)
		} else if s.covered.IsZero() {
			r.mistake("end", quoted(end.String()), "is the day of the purchase: nothing is covered")
		}
	}
	r.value(fields, "tokens", &s.tokens, "a whole number")
	if _, given := fields["tokens"]; given && s.tokens < 1 {
		r.mistake("tokens", fmt.Sprint(s.tokens), "must be at least 1")
	}
	r.orders(fields, s)
}

// object reads an object whose keys are all among those known.
func (r *reader) object(field string, data []byte, known ...string) (map[string]json.RawMessage, bool) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if token, err := decoder.Token(); err != nil {
		r.mistake(field, "", "is not JSON: %v", err)
		return nil, false
	} else if token != json.Delim('{') {
		r.mistake(field, "", "is not an object")
		return nil, false
	}
	fields := map[string]json.RawMessage{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			r.mistake(field, "", "is not JSON at byte %d: %v", decoder.InputOffset(), err)
			return nil, false
		}
		key := fmt.Sprint(token)
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			r.mistake(field, "", "is not JSON at byte %d: %v", decoder.InputOffset(), err)
			return nil, false
		}
		if _, twice := fields[key]; twice {
			r.mistake(quoted(key), "", "is a duplicate")
		}
		if !slices.Contains(known, key) {
			r.mistake(quoted(key), "", "is not a known field")
		}
		fields[key] = value
	}
	if _, err := decoder.Token(); err != nil {
		r.mistake(field, "", "is cut off at byte %d", decoder.InputOffset())
		return nil, false
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		r.mistake(field, "", "has something after its end, at byte %d", decoder.InputOffset())
		return nil, false
	}
	return fields, true
}

// value reads a field that must be there.
func (r *reader) value(fields map[string]json.RawMessage, field string, into any, want string) {
	raw, given := fields[field]
	if !given {
		r.mistake(field, "", "is missing")
		return
	}
	if string(raw) == "null" || json.Unmarshal(raw, into) != nil {
		r.mistake(field, shortened(string(raw)), "is not %s", want)
		delete(fields, field) // so that nobody finds fault with the value that was not read
	}
}

// text reads a text that must be there; it is empty where that was reported as a mistake.
func (r *reader) text(fields map[string]json.RawMessage, field string) string {
	var text string
	if _, given := fields[field]; !given {
		r.mistake(field, "", "is missing")
		return ""
	}
	r.value(fields, field, &text, "a text")
	if _, read := fields[field]; !read {
		return ""
	}
	if text == "" {
		r.mistake(field, `""`, "is empty")
		return ""
	}
	if err := billingrules.CheckName(field, text); err != nil {
		r.refused(field, err)
		return ""
	}
	return text
}

func (r *reader) date(fields map[string]json.RawMessage, field string) calendar.Date {
	text := r.text(fields, field)
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		r.refused(field, err)
	}
	return d
}

// without reports fields that an entry of its kind does not have.
func (r *reader) without(fields map[string]json.RawMessage, names ...string) {
	for _, name := range names {
		if raw, given := fields[name]; given {
			r.mistake(name, shortened(string(raw)), "does not belong to this kind")
		}
	}
}

func quoted(text string) string { return fmt.Sprintf("%q", shortened(text)) }

func shortened(text string) string {
	if len(text) > 64 {
		return text[:64] + "…"
	}
	return text
}
