package deploy_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"
)

const chart = "helm/foureyes"

// needed are the values without which the chart must not render.
func needed() map[string]any {
	return map[string]any{
		"image":     map[string]any{"repository": "registry.example.org/foureyes", "tag": "1.2.3"},
		"publicURL": "https://review.example.org", "objectsURL": "s3://?region=eu-west-1", "existingSecret": "review-secrets",
	}
}

// merge lays values over others, as Helm does.
func merge(under, over map[string]any) map[string]any {
	for name, value := range over {
		inner, below := value.(map[string]any)
		if old, ok := under[name].(map[string]any); below && ok {
			value = merge(old, inner)
		}
		under[name] = value
	}
	return under
}

// render renders the chart by Go's templates with the few functions of Helm that it
// uses, and reads what comes out, by kind.
func render(t *testing.T, values map[string]any) (map[string]map[string]any, string, error) {
	t.Helper()
	all := template.New("chart").Option("missingkey=error")
	all.Funcs(functions(all))
	if _, err := all.ParseGlob(filepath.Join(chart, "templates", "*")); err != nil {
		t.Fatal(err)
	}
	about := tree(t, filepath.Join(chart, "Chart.yaml"))
	data := map[string]any{
		"Values":  merge(tree(t, filepath.Join(chart, "values.yaml")), values),
		"Chart":   map[string]any{"Name": about["name"], "Version": about["version"]},
		"Release": map[string]any{"Name": "review", "Service": "Helm"},
	}
	var text bytes.Buffer
	for _, one := range all.Templates() {
		if !strings.HasSuffix(one.Name(), ".yaml") {
			continue
		}
		text.WriteString("\n---\n")
		if err := one.Execute(&text, data); err != nil {
			return nil, "", fmt.Errorf("render: %w", err)
		}
	}
	return kinds(t, text.String()), text.String(), nil
}

func kinds(t *testing.T, text string) map[string]map[string]any {
	t.Helper()
	found := map[string]map[string]any{}
	documents := yaml.NewDecoder(strings.NewReader(text))
	for {
		var d map[string]any
		err := documents.Decode(&d)
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if kind, ok := d["kind"].(string); ok {
			found[kind] = d
		}
	}
}

func functions(all *template.Template) template.FuncMap {
	return template.FuncMap{
		"quote": func(v any) string { return strconv.Quote(fmt.Sprint(v)) },
		"join": func(by string, list []any) string {
			texts := make([]string, 0, len(list))
			for _, v := range list {
				texts = append(texts, fmt.Sprint(v))
			}
			return strings.Join(texts, by)
		},
		"nindent": func(n int, text string) string {
			margin := "\n" + strings.Repeat(" ", n)
			return margin + strings.ReplaceAll(text, "\n", margin)
		},
		"toYaml": func(v any) (string, error) {
			text, err := yaml.Marshal(v)
			return strings.TrimSpace(string(text)), err
		},
		"required": func(why string, v any) (any, error) {
			if v == nil || v == "" {
				return nil, errors.New(why)
			}
			return v, nil
		},
		"include": func(name string, data any) (string, error) {
			var text strings.Builder
			err := all.ExecuteTemplate(&text, name, data)
			return text.String(), err
		},
	}
}

func TestChart(t *testing.T) {
	values := needed()
	values["settings"] = map[string]any{"FOUREYES_RETENTION_DAYS": "90"}
	values["trustedProxies"] = []any{"10.0.0.0/8", "192.0.2.1"}
	values["ingress"] = map[string]any{"enabled": true, "className": "nginx", "tlsSecret": "review-tls"}
	values["serviceMonitor"] = true
	all, text, err := render(t, values)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"Deployment", "Service", "PodDisruptionBudget", "Ingress", "ServiceMonitor"} {
		if all[kind] == nil {
			t.Fatalf("there is no %s in\n%s", kind, text)
		}
	}
	known := variables(t)
	for _, used := range regexp.MustCompile(`FOUREYES_[A-Z0-9_]+`).FindAllString(text, -1) {
		if !slices.Contains(known, used) {
			t.Errorf("the chart sets %s, which no flag of serve has", used)
		}
	}
	for _, want := range []string{`value: "90"`, `value: "10.0.0.0/8,192.0.2.1"`, `image: "registry.example.org/foureyes:1.2.3"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestWhatAServiceFinds(t *testing.T) {
	all, _, err := render(t, needed())
	if err != nil {
		t.Fatal(err)
	}
	if all["Ingress"] != nil || all["ServiceMonitor"] != nil {
		t.Error("what was not asked for")
	}
	labels, ok := at(t, all["Deployment"], "spec", "template", "metadata", "labels").(map[string]any)
	if !ok {
		t.Fatal("pods without labels")
	}
	for _, selector := range []any{
		at(t, all["Service"], "spec", "selector"), at(t, all["Deployment"], "spec", "selector", "matchLabels"),
		at(t, all["PodDisruptionBudget"], "spec", "selector", "matchLabels"),
	} {
		for name, value := range selector.(map[string]any) {
			if labels[name] != value {
				t.Errorf("pods do not have %s: %v", name, value)
			}
		}
	}
}

func TestPodsAreConfined(t *testing.T) {
	all, _, err := render(t, needed())
	if err != nil {
		t.Fatal(err)
	}
	pod := at(t, all["Deployment"], "spec", "template", "spec")
	if at(t, pod, "securityContext", "runAsNonRoot") != true {
		t.Error("pods may run as root")
	}
	for _, group := range []string{"containers", "initContainers"} {
		for _, c := range at(t, pod, group).([]any) {
			context := at(t, c, "securityContext").(map[string]any)
			want := map[string]any{"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": map[string]any{"drop": []any{"ALL"}}}
			if !reflect.DeepEqual(context, want) {
				t.Errorf("%v has %v", at(t, c, "name"), context)
			}
		}
	}
}

func TestChartSaysWhatIsMissing(t *testing.T) {
	for _, name := range []string{"publicURL", "objectsURL", "existingSecret"} {
		values := needed()
		delete(values, name)
		if _, _, err := render(t, values); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	values := needed()
	delete(values, "image")
	if _, _, err := render(t, values); err == nil || !strings.Contains(err.Error(), "image.repository") {
		t.Errorf("without an image: %v", err)
	}
}
