package ambiguity

import (
	"cmp"
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Case is the input of one question: a few facts and a day. Fields that its question does not need are zero.
// [Case.Compare] orders cases by size. The zero Case asks nothing.
type Case struct {
	_ [0]func() // equal amounts need not be ==

	Asks     string         // the question, such as "added seats"
	Exempt   string         // the offering, if it has no stages; "" for any other
	Kind     policy.Kind    // of an order or a return
	Length   calendar.Term  // of the term that was bought
	Ordered  calendar.Date  // the day on which it was ordered and starts, or a quote was made
	Off      bool           // whether auto-renew was switched off on that day
	Due      calendar.Date  // the due date of an unpaid invoice issued on that day
	Fewer    bool           // whether one of its two seats was given up that day, from the renewal date on
	Renewed  calendar.Date  // the day on which it is renewed
	Into     calendar.Term  // the length that the renewal changes to; zero for the present one
	NetTerms bool           // whether the renewal is paid by invoice, net 30
	HostTerm calendar.Term  // the length of the subscription that it is aligned to
	Host     calendar.Date  // the day on which that subscription was ordered
	Expires  calendar.Date  // the expiry date of a quote
	Channel  policy.Channel // by which it is ordered, or was
	TaxFree  bool           // of an order: whether the buyer is exempt from tax
	Public   bool           // of an order: whether the buyer is in the public sector
	Credit   money.Amount   // what is left of the credit of a buyer on net terms
	Price    money.Amount   // the list price of one seat for the full term, or the price of each line or order
	Count    int            // how many seats are added, or how many lines there are
	Day      calendar.Date  // the day that is asked about, or on which the act is done
}

// given says which facts a case has, in the order of [Case.InWords].
func (c Case) given() [19]bool {
	return [19]bool{
		c.Exempt != "", c.Kind != 0, c.Length != 0, !c.Ordered.IsZero(), c.Off, !c.Due.IsZero(), c.Fewer,
		!c.Renewed.IsZero(), c.Into != 0, c.NetTerms, c.HostTerm != 0, !c.Expires.IsZero(), c.Channel != 0,
		c.TaxFree, c.Public,
		!c.Credit.Currency().IsZero(), !c.Price.Currency().IsZero(), c.Count != 0, !c.Day.IsZero(),
	}
}

// InWords lists the facts of the case, each in a few words.
func (c Case) InWords() []string {
	texts := [19]string{
		c.Exempt, c.Kind.String(), c.Length.String(), "ordered on " + c.Ordered.String(), "auto-renew off",
		"an unpaid invoice due on " + c.Due.String(), "one of two seats given up from the renewal date on",
		"renewed on " + c.Renewed.String(), "into " + article(c.Into) + " term", "paid by invoice, net 30",
		"aligned to " + article(c.HostTerm) + " subscription ordered on " + c.Host.String(),
		"a quote that expires on " + c.Expires.String(), "by the channel " + c.Channel.String(),
		"a buyer exempt from tax", "a buyer in the public sector",
		c.Credit.String() + " of credit left", "priced at " + c.Price.String(),
		fmt.Sprintf("%d of them", c.Count), "on " + c.Day.String(),
	}
	var list []string
	for i, given := range c.given() {
		if given {
			list = append(list, texts[i])
		}
	}
	return list
}

// article is a length of term with its indefinite article.
func article(length calendar.Term) string {
	if length == calendar.Annual {
		return "an annual"
	}
	return "a " + length.String()
}

// String returns the case in one line, such as
//
//	added seats: monthly, ordered on 2024-10-01, priced at EUR 0.01, 1 of them, on 2024-10-02
//
// The zero Case is "no case".
func (c Case) String() string {
	if c.Asks == "" {
		return "no case"
	}
	return c.Asks + ": " + strings.Join(c.InWords(), ", ")
}

// Days returns how many days lie between the first and the last date of the case.
func (c Case) Days() int {
	var first, last calendar.Date
	for _, d := range [...]calendar.Date{c.Ordered, c.Due, c.Renewed, c.Host, c.Expires, c.Day} {
		switch {
		case d.IsZero():
		case first.IsZero():
			first, last = d, d
		default:
			first, last = calendar.Earliest(first, d), calendar.Latest(last, d)
		}
	}
	if first.IsZero() {
		return 0
	}
	return last.Sub(first)
}

// Compare orders cases by size: the result is negative if c is smaller than b, positive if it is larger, and 0 only if
// they are the same. The smaller of two cases is the one with
//
//	fewer facts
//	then fewer days from its first date to its last
//	then the lower price
//	then the smaller number of seats or lines
//	then the shorter term
//	then the earlier order, and of equals the earlier day
//	then the text that comes first
func (c Case) Compare(b Case) int { return compareSizes(sized(c), sized(b)) }

// size is what cases are sorted by, worked out once.
type size struct {
	facts, days int
	price       int64
	of          Case
}

func sized(c Case) size {
	s := size{days: c.Days(), of: c}
	for _, given := range c.given() {
		if given {
			s.facts++
		}
	}
	s.price, _ = c.Price.Minor() // a case has whole minor units, or no price, which counts as 0
	return s
}

func compareSizes(a, b size) int {
	order := cmp.Or(
		cmp.Compare(a.facts, b.facts),
		cmp.Compare(a.days, b.days),
		cmp.Compare(a.price, b.price),
		cmp.Compare(a.of.Count, b.of.Count),
		cmp.Compare(a.of.Length, b.of.Length),
		a.of.Ordered.Compare(b.of.Ordered),
		a.of.Day.Compare(b.of.Day),
	)
	if order != 0 {
		return order
	}
	return strings.Compare(a.of.String(), b.of.String())
}
