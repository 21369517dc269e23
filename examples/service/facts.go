package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"example.com/billingrules/lifecycle"
)

// facts reads the facts of a request. It takes what lifecycle.Facts takes; read key by key, a mistake in them is named by
// its whole path, such as facts.terms[0].end.
type facts lifecycle.Facts

func (f *facts) UnmarshalJSON(data []byte) error {
	return decodeObject(data,
		field{"kind", &f.Kind, true},
		field{"offering", &f.Offering, true},
		field{"anchor", &f.Anchor, true},
		field{"seats", &f.Seats, false},
		field{"terms", &objects[lifecycle.Term]{&f.Terms, termFields}, true},
		field{"invoices", &objects[lifecycle.Invoice]{&f.Invoices, invoiceFields}, false},
		field{"changes", &objects[lifecycle.Change]{&f.Changes, changeFields}, false},
		field{"canceled", &f.Canceled, false})
}

func termFields(t *lifecycle.Term) []field {
	return []field{
		{"ordered", &t.Ordered, true},
		{"start", &t.Start, true},
		{"end", &t.End, true},
		{"length", &t.Length, false},
		{"alignedTo", &t.AlignedTo, false},
	}
}

func invoiceFields(inv *lifecycle.Invoice) []field {
	return []field{
		{"number", &inv.Number, true},
		{"issued", &inv.Issued, true},
		{"due", &inv.Due, true},
		{"paid", &inv.Paid, false},
		{"netTerms", &inv.NetTerms, false},
	}
}

func changeFields(c *lifecycle.Change) []field {
	return []field{
		{"what", &c.What, true},
		{"asked", &c.Asked, true},
		{"effective", &c.Effective, true},
		{"seats", &c.Seats, false},
		{"offering", &c.Offering, false},
		{"length", &c.Length, false},
		{"on", &c.On, false},
	}
}

// objects reads a list of objects into a list.
type objects[T any] struct {
	list   *[]T
	fields func(*T) []field
}

func (o *objects[T]) UnmarshalJSON(data []byte) error {
	var entries []json.RawMessage
	if err := json.Unmarshal(data, &entries); err != nil {
		return wrongField("", shown(plain(string(data))), "is not a list")
	}
	if len(entries) > maxFacts {
		return wrongField("", fmt.Sprint(len(entries)), "are more than %d", maxFacts)
	}
	*o.list = make([]T, len(entries))
	var wrong mistakes
	for i, entry := range entries {
		var inner mistakes
		err := inRequest(fmt.Sprintf("[%d]", i), decodeObject(entry, o.fields(&(*o.list)[i])...))
		if errors.As(err, &inner) {
			wrong = append(wrong, inner...)
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}
