package lifecycle

// SeatsAdded returns how many seats were added on the day of the view, by all facts at hand: those that can be returned
// as one purchase, also if some of them were since. Seats that a renewal carried are not among them. It is 0 if nothing
// is known. Implements refund.scope.
func (v View) SeatsAdded() int {
	if v.IsZero() {
		return 0
	}
	f := v.state.facts
	return f.seatsAdded(v.state.edition, f.holdings(nil), v.day)
}
