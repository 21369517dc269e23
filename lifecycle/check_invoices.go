package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
)

func (c *checker) invoices(f *Facts) {
	var last string
	var seen map[string]bool // made when the numbers stop ascending: until then none can be a duplicate
	for i := range f.Invoices {
		invoice, entry := &f.Invoices[i], at(invoiceList, i)
		good := invoice.good()
		if !good {
			c.name(entry.of("number"), invoice.Number)
		}
		if seen == nil && i > 0 && !ascend(last, invoice.Number) {
			seen = make(map[string]bool, len(f.Invoices))
			for _, before := range f.Invoices[:i] {
				seen[before.Number] = true
			}
		}
		if seen[invoice.Number] {
			c.add(input.Duplicate(c.op, entry.of("number").String(), invoice.Number))
		}
		if last = invoice.Number; seen != nil {
			seen[last] = true
		}
		if !good {
			c.invoice(f, invoice, entry)
		}
	}
}

// good reports whether name and invoice would report nothing about an invoice. It is a shortcut that covers most of
// them: a returned invoice has to be checked step by step.
func (b *BilledInvoice) good() bool {
	return input.Name("", "", b.Number, maxName) == nil && b.Returned.IsZero() &&
		!b.Due.Before(b.Issued) && (b.Paid.IsZero() || !b.Paid.Before(b.Issued)) &&
		inCalendar(b.Issued) && inCalendar(calendar.Latest(b.Due, b.Paid))
}

// invoice checks an invoice, all but its number.
func (c *checker) invoice(f *Facts, invoice *BilledInvoice, entry field) {
	c.date(entry.of("issued"), invoice.Issued)
	c.fallen(f, entry.of("returned"), invoice.Returned)
	c.notBefore(entry.of("due"), invoice.Due, "the day of its issue,", invoice.Issued)
	if invoice.Paid.IsZero() {
		return
	}
	c.notBefore(entry.of("paid"), invoice.Paid, "the day of its issue,", invoice.Issued)
	if !invoice.Returned.IsZero() && invoice.Paid.After(invoice.Returned) {
		c.refuse(entry.of("paid"), invoice.Paid, input.ErrConflict, "is after the day on which it was returned, %s",
			invoice.Returned)
	}
}

// ascend reports whether one number comes before another, as I-9 before I-10.
func ascend(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }
