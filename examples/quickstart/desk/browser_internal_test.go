package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browser returns the name of a Chromium, or skips the test.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium here to render the picture in: " +
		"chromium, chromium-browser, google-chrome and chrome are not in PATH")
	return ""
}

// inspection is run by the browser in a page of pictures. It reports texts that touch each other or extend beyond their
// place, and how many texts it has checked.
const inspection = `
const found = []
let texts = 0
document.querySelectorAll("svg").forEach((svg, k) => {
  const page = svg.viewBox.baseVal
  const box = n => {
    const b = n.getBBox()
    return {left: b.x, right: b.x + b.width, top: b.y, bottom: b.y + b.height, text: n.textContent}
  }
  const boxes = [...svg.querySelectorAll("text")].map(box).filter(b => b.right > b.left)
  texts += boxes.length
  const bars = [...svg.querySelectorAll(".active, .expired, .suspended, .canceled, .projected, .arrow")].map(box)
  boxes.forEach((a, i) => {
    if (a.left < 0 || a.top < 0 || a.right > page.width || a.bottom > page.height) {
      found.push(k + ": off the page: " + a.text)
    }
    boxes.slice(i + 1).concat(bars).forEach(b => {
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
        found.push(k + ": " + a.text + " touches " + b.text)
      }
    })
  })
})
const report = document.createElement("pre")
report.id = "report"
report.textContent = JSON.stringify({texts, found})
document.body.append(report)
`

// rendered opens the pictures in a browser and returns how many texts it has drawn, and what is wrong with them.
func rendered(t *testing.T, pictures ...[]byte) (texts int, found []string) {
	t.Helper()
	chromium := browser(t)
	page := "<!doctype html><meta charset=utf-8><body>" + string(bytes.Join(pictures, nil)) + "<script>" + inspection +
		"</script>"
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var dom, log bytes.Buffer
	// As root, as which tests in a container may run, it starts only without its sandbox; the page is our own.
	command := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--user-data-dir="+t.TempDir(), "--dump-dom", "file://"+file)
	command.Stdout, command.Stderr, command.WaitDelay = &dom, &log, time.Second
	if err := command.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", chromium, err, &log)
	}
	match := regexp.MustCompile(`(?s)<pre id="report">(.*?)</pre>`).FindSubmatch(dom.Bytes())
	if match == nil {
		t.Fatalf("the browser reports nothing: %.2000s\n%s", &dom, &log)
	}
	var report struct {
		Texts int
		Found []string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(match[1]))), &report); err != nil {
		t.Fatal(err)
	}
	return report.Texts, report.Found
}

// portfolioOf is n subscriptions, which take the given names in turn.
func portfolioOf(t *testing.T, n int, id string, names ...string) []byte {
	t.Helper()
	entries := make([]string, n)
	for i := range entries {
		name, err := json.Marshal(names[i%len(names)])
		if err != nil {
			t.Fatal(err)
		}
		entries[i] = strings.NewReplacer(`"S-01"`, fmt.Sprintf(`"%s%02d"`, id, i), `"AutoCAD"`,
			string(name)).Replace(entry)
	}
	name := "Atelier " + strings.Repeat("Wagner & Söhne ", n/6) + "Wagner & Söhne"
	return drawn(t, "-portfolio", written(t, strings.Replace(company(entries...), "Atelier", name, 1)))
}

func TestNothingTouchesInABrowser(t *testing.T) {
	t.Parallel()
	names := []string{
		strings.Repeat("W", 60), strings.Repeat("m", 60), strings.Repeat("i", 120), "A",
		"Product Design & Manufacturing Collection, Premium, Multi-user", `<b>R&D "Suite"</b> 'n' more`,
		"建筑工程与施工软件合集旗舰版三年期订阅许可证", "Архитектура и строительство — полная коллекция программ",
		"مجموعة الهندسة المعمارية والتشييد الكاملة", strings.Repeat("x\u0301", 60), "🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗🏗",
	}
	pictures := [][]byte{
		drawn(t), drawn(t, "-portfolio", written(t, company())), drawn(t, "-on", "0001-06-01"),
		portfolioOf(t, 1, "S-", names...), portfolioOf(t, 12, "S-", names...), portfolioOf(t, 60, "S-", names...),
		portfolioOf(t, 12, "CONTRACT-2025-WM-", names...), portfolioOf(t, 60, strings.Repeat("W", 80), names...),
	}
	texts, found := rendered(t, pictures...)
	if want := 60 * 3; texts < want {
		t.Errorf("only %d texts were looked at", texts)
	}
	for _, what := range found {
		t.Error(what)
	}
}

// The inspection sees what it is there for.
func TestInspectionSeesWhatTouches(t *testing.T) {
	t.Parallel()
	const touching = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">` +
		`<text x="10" y="500">one</text><text x="12" y="505">two</text>` +
		`<text x="990" y="200">out</text><text x="10" y="800">bar</text>` +
		`<rect class="active" x="10" y="795" width="9" height="9"/></svg>`
	if texts, found := rendered(t, []byte(touching)); texts != 4 || len(found) != 3 {
		t.Errorf("%d texts, found %q", texts, found)
	}
}
