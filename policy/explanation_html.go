package policy

import (
	"html"
	"strconv"
	"strings"
)

// HTML returns the explanation as a fragment of HTML that can be opened in place, without styles or scripts: a details
// element for each figure and each rule, the page's words in a blockquote, and the numbers of its passages in
// data-passage. All text is escaped. The zero Explanation is the empty fragment.
func (x Explanation) HTML() string {
	if x.Asks == "" {
		return ""
	}
	var b strings.Builder
	x.writeHTML(&b)
	return b.String()
}

func (x Explanation) writeHTML(b *strings.Builder) {
	b.WriteString(`<details class="figure"><summary>` + html.EscapeString(x.Asks) + `: <strong>` +
		html.EscapeString(x.Value) + `</strong></summary>`)
	if x.How != "" {
		b.WriteString(`<p>` + html.EscapeString(x.How) + `</p>`)
	}
	for _, r := range x.Rules {
		r.writeHTML(b)
	}
	for _, part := range x.Parts {
		part.writeHTML(b)
	}
	b.WriteString(`</details>`)
}

func (r ExplainedRule) writeHTML(b *strings.Builder) {
	b.WriteString(`<details class="rule" data-rule="` + html.EscapeString(string(r.Rule)) + `"><summary>` +
		html.EscapeString(r.Says) + `</summary>`)
	for _, c := range r.Readings {
		b.WriteString(`<p class="reading">` + html.EscapeString(c.String()) + `</p>`)
	}
	b.WriteString(`<p class="source">` + html.EscapeString(r.Standing.String()+": "+r.Source) + `</p>`)
	if r.Quote != "" {
		b.WriteString(`<blockquote lang="nl">` + html.EscapeString(r.Quote) + `</blockquote>`)
	}
	for _, s := range r.Passages {
		number := strconv.Itoa(s.Number)
		b.WriteString(`<p class="passage" data-passage="` + number + `">` + number + `: <q lang="nl">` +
			html.EscapeString(s.First) + `…</q></p>`)
	}
	b.WriteString(`</details>`)
}
