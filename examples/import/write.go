package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// result is what is written for a row: what it has become, and what was passed through.
type result struct {
	Row     int               `json:"row"`
	ID      string            `json:"id,omitempty"`
	Facts   *lifecycle.Facts  `json:"facts,omitempty"`
	Notes   []string          `json:"notes,omitempty"`
	Reasons []reason          `json:"reasons,omitempty"`
	Cells   map[string]string `json:"cells,omitempty"` // the documented columns
	Aside   map[string]string `json:"aside,omitempty"`
}

// allRows writes a line for each row of the file, facts or reasons, so that nothing is lost silently.
func allRows(all []imported) ([]byte, error) {
	return lines(all, func(m imported) any {
		r := result{Row: m.number, ID: m.ID, Notes: m.Notes, Reasons: m.Reasons, Cells: m.cells, Aside: m.aside}
		if len(m.Reasons) == 0 {
			r.Facts = &m.Facts
		} else {
			r.Notes = nil
		}
		return r
	})
}

// record is a line of examples/monthend.
type record struct {
	ID     string                         `json:"id"`
	Region policy.Region                  `json:"region"`
	SRP    map[calendar.Term]money.Amount `json:"srp"`
	Facts  lifecycle.Facts                `json:"facts"`
}

// records writes the facts as examples/monthend reads them.
func records(facts []imported, region policy.Region) ([]byte, error) {
	return lines(facts, func(m imported) any {
		r := record{ID: m.ID, Region: region, SRP: m.Prices, Facts: m.Facts}
		if r.SRP == nil {
			r.SRP = map[calendar.Term]money.Amount{}
		}
		return r
	})
}

// unbilled says what the month-end run does not learn from the facts: unknown prices, and numbers of tokens.
func unbilled(facts []imported) []string {
	var left []string
	for _, m := range facts {
		switch _, priced := m.Prices[m.Facts.Terms[0].Length]; {
		case m.Facts.Kind == policy.FlexTokens:
			left = append(left, fmt.Sprintf("row %d, %s: the number of its tokens", m.number, m.ID))
		case !priced:
			left = append(left, fmt.Sprintf("row %d, %s: no price", m.number, m.ID))
		}
	}
	return left
}

func lines(all []imported, line func(imported) any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, m := range all {
		if err := encoder.Encode(line(m)); err != nil {
			return nil, fmt.Errorf("row %d: %w", m.number, err)
		}
	}
	return out.Bytes(), nil
}

// entry is a subscription in a portfolio of examples/quickstart.
type entry struct {
	ID      string                         `json:"id"`
	Channel policy.Channel                 `json:"channel"`
	SRP     map[calendar.Term]money.Amount `json:"srp,omitempty"`
	Tokens  int                            `json:"tokens,omitempty"`
	Facts   lifecycle.Facts                `json:"facts"`
}

// portfolio writes the facts as examples/quickstart reads them, and names the rows for which it cannot: everything in a
// portfolio has a price and a channel.
func portfolio(facts []imported, company, taxes string) (data []byte, left []string, err error) {
	list := []entry{}
	for _, m := range facts {
		_, priced := m.Prices[m.Facts.Terms[0].Length]
		switch {
		case !m.Channel.IsValid():
			left = append(left, fmt.Sprintf("row %d, %s: no channel", m.number, m.ID))
		case !priced && m.Facts.Kind != policy.FlexTokens:
			left = append(left, fmt.Sprintf("row %d, %s: no price", m.number, m.ID))
		default:
			list = append(list, entry{m.ID, m.Channel, m.Prices, m.Tokens, m.Facts})
		}
	}
	data, err = json.MarshalIndent(map[string]any{"company": company, "taxes": taxes, "subscriptions": list}, "", "  ")
	return append(data, '\n'), left, err
}
