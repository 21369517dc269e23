package main

// Explanations are what the library says of its own answers: each figure, what it is made of, and the rules that it
// rests on, with their readings and the words of their sources.

// explain answers with the reasons for the status of a day, for every decision, and for what could be given back.
func (c *call) explain(h held) (reply, error) {
	x := h.sub.On(c.day).Explanation()
	for _, p := range c.returnables(h) {
		part, err := p.Return.Explanation(c.edition)
		if err != nil {
			return reply{}, err
		}
		x.Parts = append(x.Parts, part)
	}
	return reply{value: x}, nil
}

func (c *call) explainQuote() (reply, error) {
	q, err := c.reprice()
	if err != nil {
		return reply{}, err
	}
	x, err := q.offer.Quote.Explanation(q.Edition)
	return reply{value: x}, err
}

func (c *call) explainInvoice(h held) (reply, error) {
	inv, err := c.issued(h)
	if err != nil {
		return reply{}, err
	}
	x, err := inv.Explanation(loadEdition(c.tx, inv.Edition.String()))
	return reply{value: x}, err
}
