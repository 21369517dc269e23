package ubl_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/invoice/ubl"
)

// A document reads back from JSON as it was written, also if it was read from an e-invoice.
func TestDocument_JSON(t *testing.T) {
	note := ubl.Document{Details: details()}
	note.CreditNote = must(invoice.Credit(must(addSeats()), "C-1", calendar.MustParseDate("2025-08-03")))
	note.Means = ubl.Means{} // which is not needed for a credit note
	for i, document := range append(documents(t, 20), note) {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			for _, d := range []ubl.Document{document, must(ubl.Decode(must(ubl.Encode(document))))} {
				text := must(json.Marshal(d))
				var back ubl.Document
				err := json.Unmarshal(text, &back)
				if again := must(json.Marshal(back)); err != nil || string(again) != string(text) {
					t.Errorf("%s\nis read back as\n%s\n%v", text, again, err)
				}
			}
		})
	}
}

// A stored document is either an invoice or a credit note.
func TestDocument_JSON_Refused(t *testing.T) {
	bill := must(addSeats())
	note := must(invoice.Credit(bill, "C-1", bill.Issued))
	if err := json.Unmarshal([]byte(`{"invoices":{}}`), new(ubl.Document)); testkit.Fields(err) != "invoices" {
		t.Error(err)
	}
	for name, tt := range map[string]struct {
		document ubl.Document
		want     string // the beginning of the error
	}{
		"neither": {ubl.Document{Details: details()}, "ubl.Document.UnmarshalJSON: invoice: is missing"},
		"both": {
			ubl.Document{Invoice: bill, CreditNote: note, Details: details()},
			`ubl.Document.UnmarshalJSON: creditNote "C-1": must not be set`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(tt.document)
			if err == nil {
				err = json.Unmarshal(text, new(ubl.Document))
			}
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}
