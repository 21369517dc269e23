package main

import (
	"fmt"
	"slices"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// reason says in plain words why a row has not become a fact.
type reason struct {
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
}

func (r reason) String() string {
	place := r.Column
	if r.Value != "" {
		place = strings.TrimSpace(fmt.Sprintf("%s %q", place, r.Value))
	}
	if place == "" {
		return r.Reason
	}
	return place + ": " + r.Reason
}

// imported is the result of a row: facts, with what the file does not say, or reasons.
type imported struct {
	row
	ID      string
	Facts   lifecycle.Facts
	Tokens  int // of Flex tokens
	Prices  map[calendar.Term]money.Amount
	Channel policy.Channel // zero where the file does not say by which way it was bought
	Notes   []string
	Reasons []reason
	sub     lifecycle.Subscription
}

// What an export does not say. None of it is guessed; the row says that it is missing.
const (
	noOrderDay = "no order day: the start of its term stands for it"
	noPrice    = "no price: seats and renewals cannot be quoted"
	noChannel  = "bought through a reseller, by a quote or not: its return cannot be told (-partner)"
	noReseller = "no column of resellers: by which way it was bought is not said, and its return cannot be told"
	noRenewal  = "shows an expiration date: whether it renews itself is not said, and it is not expected to"
	noHost     = "co-termed: when, and with which subscription, is not said"
	noStatus   = "no status to hold its dates against"
)

// known is what is known apart from the file.
type known struct {
	on      calendar.Date // the day of the export, and of the report
	edition policy.Edition
	dates   style
	prices  priceList
	anchors map[string]calendar.Date
	partner policy.Channel // how what has a reseller was bought; zero if that is not known
	unread  []string       // sheets of the workbook that were not read
}

// imports turns every row into a fact or reasons.
func (k known) imports(rows []row) []imported {
	all := make([]imported, len(rows))
	of := map[string][]int{} // the rows of an ID
	for i, r := range rows {
		all[i] = k.one(r)
		if all[i].ID != "" {
			of[all[i].ID] = append(of[all[i].ID], r.number)
		}
	}
	for i := range all {
		if numbers := of[all[i].ID]; len(numbers) > 1 {
			all[i].refuse(id, "is a duplicate: rows %s", joined(numbers)) // nobody knows which is right
		}
	}
	return all
}

func (m *imported) refuse(column, format string, args ...any) {
	r := reason{Column: column, Value: shown(m.cells[column]), Reason: fmt.Sprintf(format, args...)}
	m.Reasons = append(m.Reasons, r)
}

// one turns a row into a fact or reasons.
func (k known) one(r row) imported {
	m := imported{row: r, ID: r.cells[id]}
	if r.bad != (reason{}) {
		m.Reasons = []reason{r.bad}
		return m
	}
	if err := billingrules.CheckName(id, m.ID); err != nil {
		m.refused(id, err)
	} else if isRounded(m.ID) {
		m.refuse(id, "is a number that a spreadsheet has rounded: its digits are lost")
	}
	m.Facts = lifecycle.Facts{Kind: policy.Subscription, Offering: r.cells[offering]}
	if isFlex(r.cells[offering]) {
		m.Facts.Kind = policy.FlexTokens
	} else if slices.Contains(strings.Fields(strings.ToLower(r.cells[offering])), "flex") {
		m.refuse(offering, "may be Flex tokens, whose names are %s", strings.Join(flexNames(), ", "))
	}
	m.count()
	bought := k.bought(&m)
	m.Facts.Terms = []lifecycle.BoughtTerm{bought}
	m.channel(k.partner)
	if len(m.Reasons) > 0 {
		return m
	}
	var err error
	if m.sub, err = lifecycle.New(k.edition, m.Facts); err != nil {
		m.refused("", err)
		return m
	}
	m.Notes = append(m.Notes, noOrderDay)
	if m.Prices = k.prices[m.Facts.Offering]; m.Facts.Kind == policy.Subscription && m.Prices[bought.Length].IsZero() {
		m.Notes = append(m.Notes, noPrice)
	}
	m.compare(k.on)
	return m
}

// isRounded reports whether a text is a number with an exponent, such as 5.54E+13, which is how spreadsheets write long
// numbers.
func isRounded(text string) bool {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(text), "E")
	const digits = "0123456789"
	return found && strings.Trim(mantissa, digits+".,") == "" && strings.ContainsAny(mantissa, digits) &&
		strings.HasPrefix(exponent, "+") && strings.Trim(exponent[1:], digits) == ""
}

// isFlex reports whether an offering is Flex tokens, by the names that the vendor's pages use.
func isFlex(name string) bool {
	return slices.Contains(flexNames(), strings.ToLower(name))
}

// flexNames are the names of Flex tokens, in lower case. Other names that contain the word are not taken for another
// offering, either.
func flexNames() []string { return []string{"flex", "autodesk flex", "flex tokens"} }

func (m *imported) count() {
	n, err := parseWhole(m.cells[quantity])
	switch {
	case err != nil:
		m.refuse(quantity, "%v", err)
	case m.Facts.Kind == policy.FlexTokens && n < 1:
		m.refuse(quantity, "must be at least 1")
	case m.Facts.Kind == policy.FlexTokens:
		m.Tokens = n
	default:
		m.Facts.Seats = n
	}
}

// hasReseller reports whether a row names a reseller, by name or by e-mail.
func (m *imported) hasReseller() bool { return m.cells[reseller] != "" || m.cells[email] != "" }

// tellsReseller reports whether the file has a column of resellers. If not, a row without one says nothing about it.
func (m *imported) tellsReseller() bool {
	_, name := m.cells[reseller]
	_, mail := m.cells[email]
	return name || mail
}

// channel finds the channel through which it was bought.
func (m *imported) channel(partner policy.Channel) {
	switch {
	case !m.tellsReseller():
		m.Notes = append(m.Notes, noReseller)
	case !m.hasReseller():
		m.Channel = policy.Online
	case partner.IsValid():
		m.Channel = partner
	default:
		m.Notes = append(m.Notes, noChannel)
	}
}

// compare compares the status in the file with the one that follows from the dates. If they differ, something has
// happened for which the file has no date, such as a cancellation or an unpaid invoice.
func (m *imported) compare(on calendar.Date) {
	text := m.cells[status]
	if text == "" {
		m.Notes = append(m.Notes, noStatus)
		return
	}
	said, err := parseStatus(text)
	if err != nil {
		m.refuse(status, "%v", err)
		return
	}
	s := m.sub.On(on).Status()
	switch {
	case s.Phase == said, s.Phase == 0 && said == lifecycle.Active:
	case s.Phase == lifecycle.Canceled && said == lifecycle.Expired &&
		(s.Rule == rule.LapseExempt || s.Rule == rule.EditionBefore): // it has no stages
	case s.Phase == 0:
		m.refuse(status, "its first day is %s", m.Facts.Terms[0].Start)
	default:
		m.refuse(status, "by its dates it is %s: what happened is not in the file", s)
	}
}

// refused reports what the library found wrong, under the columns that the facts came from.
func (m *imported) refused(column string, err error) {
	for _, e := range billingrules.InputErrors(err) {
		from, text := column, e.Err.Error()
		switch e.Field {
		case "offering":
			from = offering
		case "seats":
			from = quantity
		case "anchor", "terms[0].start", "terms[0].ordered":
			from = start
		case "terms[0].end", "terms[0].alignedTo":
			from = m.endColumn()
			if e.Value != "" {
				text = e.Value + " " + text
			}
		case "terms[0].length":
			from = term
		}
		m.refuse(from, "%s", text)
	}
}

// endColumn is the column from which the renewal date comes.
func (m *imported) endColumn() string {
	if m.cells[renews] != "" {
		return renews
	}
	return end
}

func joined(numbers []int) string {
	texts := make([]string, 0, 10)
	for i, n := range numbers {
		if i == cap(texts)-1 && len(numbers) > cap(texts) {
			texts = append(texts, "…")
			break
		}
		texts = append(texts, fmt.Sprint(n))
	}
	return strings.Join(texts, ", ")
}
