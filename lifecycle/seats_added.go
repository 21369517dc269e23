package lifecycle

// SeatsAdded returns how many seats were added on the day of the view, by all the facts, even those dated later. Those
// seats can be returned as one purchase. Seats that were returned since are included; seats that a renewal carried are
// not. It is 0 if nothing is known. Implements refund.scope.
func (v View) SeatsAdded() int {
	if v.IsZero() {
		return 0
	}
	f := v.state.facts
	return f.seatsAdded(v.state.edition, f.holdings(nil), v.day)
}
