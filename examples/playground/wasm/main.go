//go:build js && wasm

// Wasm is the bridge between the page of the playground and package answer. It gives the page two functions, which take
// and return JSON texts: playground.form() and playground.answer(question).
package main

import (
	"encoding/json"
	"syscall/js"

	"example.com/billingrules/examples/playground/internal/answer"
)

func main() {
	js.Global().Set("playground", map[string]any{
		"form": js.FuncOf(func(js.Value, []js.Value) any { return text(form()) }),
		"answer": js.FuncOf(func(_ js.Value, args []js.Value) any {
			if len(args) != 1 || args[0].Type() != js.TypeString {
				return text(
					json.Marshal(answer.Answer{Mistakes: []answer.Mistake{{Text: "question: is not one text"}}}))
			}
			return text(answer.JSON([]byte(args[0].String())))
		}),
	})
	select {} // the functions live as long as the page does
}

func form() ([]byte, error) {
	f := answer.NewForm()
	return json.Marshal(f)
}

// text returns an error to the page as a mistake: a Go function that panics would take the whole page down.
func text(data []byte, err error) string {
	if err == nil {
		return string(data)
	}
	data, err = json.Marshal(answer.Answer{Mistakes: []answer.Mistake{{Text: err.Error()}}})
	if err != nil {
		return `{"mistakes":[{"field":"","text":"no answer"}]}`
	}
	return string(data)
}
