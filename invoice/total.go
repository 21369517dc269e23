package invoice

// Total adds up invoices, such as those of a purchase that is charged yearly. They must be in one currency, and at
// least one is needed. Implements invoice.tax, by which totals are sums of lines.
func Total(invoices ...Invoice) (Totals, error) {
	var lines []Line
	for _, inv := range invoices {
		lines = append(lines, inv.Lines...)
	}
	return sum("invoice.Total", lines)
}
