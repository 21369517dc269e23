package subs

import (
	"bytes"
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// readPlain reads a line that is written exactly as AppendJSON writes it, and reports whether it was. The slow reader
// accepts every such line too, with the same record.
func (r *Record) readPlain(line []byte) bool {
	s := scanner{rest: line}
	id, ok := s.text(`{"id":"`)
	region, ok2 := s.text(`,"region":"`)
	if !ok || !ok2 || !s.take(`,"srp":{`) {
		return false
	}
	*r = Record{ID: string(id), Region: regionOf(region)}
	for first := true; !s.take(`}`); first = false {
		if !first && !s.take(`,`) || !s.price(&r.SRP) {
			return false
		}
	}
	if s.take(`,"netDays":`) {
		end := bytes.IndexByte(s.rest, ',')
		if end < 1 || end > 3 {
			return false
		}
		days, err := strconv.ParseUint(string(s.rest[:end]), 10, 16)
		if err != nil || end > 1 && s.rest[0] == '0' {
			return false
		}
		r.Net, s.rest = Net{int(days), true}, s.rest[end:]
	}
	if !s.take(`,"facts":`) || len(s.rest) < 3 || s.rest[len(s.rest)-1] != '}' {
		return false
	}
	facts := s.rest[:len(s.rest)-1]
	return facts[0] == '{' && facts[len(facts)-1] == '}' && r.Facts.UnmarshalJSON(facts) == nil
}

// readPlain reads prices that are written exactly as AppendJSON writes them, and reports whether they were.
func (p *Prices) readPlain(data []byte) bool {
	s := scanner{rest: data}
	if !s.take(`{`) {
		return false
	}
	for first := true; !s.take(`}`); first = false {
		if !first && !s.take(`,`) || !s.price(p) {
			return false
		}
	}
	return len(s.rest) == 0
}

// scanner reads a line from left to right.
type scanner struct{ rest []byte }

// take reads a piece of text, if it comes next.
func (s *scanner) take(piece string) bool {
	if len(s.rest) < len(piece) || string(s.rest[:len(piece)]) != piece {
		return false
	}
	s.rest = s.rest[len(piece):]
	return true
}

// text reads a piece of text, and then everything up to the next quote, if nothing in it has to be unescaped.
func (s *scanner) text(before string) ([]byte, bool) {
	if !s.take(before) {
		return nil, false
	}
	for i, c := range s.rest {
		if c == '"' {
			found := s.rest[:i]
			s.rest = s.rest[i+1:]
			return found, true
		}
		if c == '\\' || c < ' ' {
			break
		}
	}
	return nil, false
}

// price reads the price of a length that does not have one yet.
func (s *scanner) price(prices *Prices) bool {
	name, ok := s.text(`"`)
	if !ok {
		return false
	}
	length, err := calendar.ParseTerm(string(name))
	if err != nil || !prices[length].IsZero() {
		return false
	}
	number, ok := s.text(`:{"amount":"`)
	code, ok2 := s.text(`,"currency":"`)
	if !ok || !ok2 || !s.take(`}`) {
		return false
	}
	currency, err := money.ParseCurrency(string(code))
	if err != nil {
		return false
	}
	price, err := money.Parse(string(number), currency)
	return err == nil && prices.set(length, price) == nil
}

// regionOf returns the name of a region, without an allocation for the regions of nearly all lines.
func regionOf(name []byte) policy.Region {
	for _, known := range [...]policy.Region{policy.Europe, policy.NorthAmerica} {
		if string(name) == string(known) {
			return known
		}
	}
	return policy.Region(name)
}
