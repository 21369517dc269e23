package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// portfolio is what a company owns, as it is in the file.
type portfolio struct {
	Company       string            `json:"company"`
	Taxes         invoice.Taxes     `json:"taxes"`
	Terms         invoice.NetTerms  `json:"terms"` // none if they pay on the day
	Subscriptions []json.RawMessage `json:"subscriptions"`
	owned         []subscription
}

// subscription is one entry of the file: its facts, and what the facts do not say.
type subscription struct {
	ID      string                         `json:"id"`
	Channel policy.Channel                 `json:"channel"` // by which it was bought last
	SRP     map[calendar.Term]money.Amount `json:"srp"`     // list price of one seat, by the length of the term
	Tokens  int                            `json:"tokens"`  // of Flex tokens, for the reader
	Totals  map[string]money.Amount        `json:"totals"`  // of invoices, by their number, for the reader
	Facts   lifecycle.Facts                `json:"facts"`
	life    lifecycle.Subscription
}

// readPortfolio reads a file, and binds its facts to an edition. Mistakes are named by file, entry and field.
func readPortfolio(name string, data []byte, ed policy.Edition) (portfolio, error) {
	var p portfolio
	if err := readObject(data, &p); err != nil {
		return p, named(name, err)
	}
	wrong := []error{billingrules.CheckName("company", p.Company)}
	if p.Taxes.IsZero() {
		wrong = append(wrong, errors.New("taxes: is missing"))
	}
	seen := map[string]bool{}
	for i, raw := range p.Subscriptions {
		var s subscription
		err := readObject(raw, &s)
		if err == nil {
			s.life, err = lifecycle.New(ed, s.Facts)
			err = errors.Join(s.check(), err)
		}
		if s.ID != "" && seen[s.ID] {
			err = errors.Join(err, errors.New("id: is a duplicate"))
		}
		seen[s.ID] = true
		wrong = append(wrong, named(fmt.Sprintf("subscriptions[%d] %q", i, s.ID), err))
		p.owned = append(p.owned, s)
	}
	return p, named(name, errors.Join(wrong...))
}

// check refuses an entry that lacks something that is needed besides the facts.
func (s subscription) check() error {
	err := billingrules.CheckName("id", s.ID)
	if !s.Channel.IsValid() {
		err = errors.Join(err, errors.New("channel: is missing"))
	}
	for _, term := range s.Facts.Terms {
		if price := s.SRP[term.Length]; s.Facts.Kind == policy.Subscription && price.Currency().IsZero() {
			err = errors.Join(err, fmt.Errorf("srp.%s: is missing", term.Length))
		}
	}
	for term, price := range s.SRP {
		if price.Sign() < 0 {
			err = errors.Join(err, fmt.Errorf("srp.%s %s: is negative", term, price))
		}
	}
	return err
}

// named puts a name before every mistake, one per line; nil if there are none.
func named(name string, err error) error {
	if err == nil {
		return nil
	}
	return errors.New(name + ": " + strings.ReplaceAll(err.Error(), "\n", "\n"+name+": "))
}

// readObject reads JSON strictly: no unknown and no duplicate keys. Types of the library do so themselves.
func readObject(data []byte, into any) error {
	switch {
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return errors.New("starts with a byte order mark")
	case !utf8.Valid(data):
		return errors.New("is not UTF-8")
	}
	if err := json.Unmarshal(data, new(json.RawMessage)); err != nil {
		return fmt.Errorf("is not JSON: %w", err)
	}
	if err := duplicates(json.NewDecoder(bytes.NewReader(data)), ""); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// duplicates refuses a duplicate key of an object, of which package json would take the last.
func duplicates(d *json.Decoder, path string) error {
	token, err := d.Token()
	open, list := token.(json.Delim)
	if err != nil || !list {
		return err
	}
	seen := map[string]bool{}
	for i := 0; d.More(); i++ {
		at := fmt.Sprintf("%s[%d]", path, i)
		if open == '{' {
			key, err := d.Token()
			if at = strings.TrimPrefix(fmt.Sprintf("%s.%s", path, key), "."); err != nil || seen[strings.ToLower(at)] {
				return errors.Join(err, fmt.Errorf("%s: is a duplicate", at))
			}
			seen[strings.ToLower(at)] = true
		}
		if err := duplicates(d, at); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}
