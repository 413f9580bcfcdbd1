package deploy_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

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

// render renders the chart as helm does, and reads what comes out, by kind. It fails as
// helm's linter does, and where Kubernetes knows no such field.
func render(t *testing.T, folder string, values map[string]any) (map[string]map[string]any, string, error) {
	t.Helper()
	over, err := yaml.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	var text, said strings.Builder
	cmd := exec.CommandContext(t.Context(), "../.cache/bin/chart", folder)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(over), &text, &said
	err = cmd.Run()
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatal("this test needs Helm's engine; build it with: make .cache/bin/chart")
	}
	if err != nil {
		return nil, "", fmt.Errorf("%w: %s", err, said.String())
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

func TestChart(t *testing.T) {
	values := needed()
	values["settings"] = map[string]any{
		"FOUREYES_RETENTION_DAYS": "90", "FOUREYES_SQL_MAX_ROWS": 10_000_000, "FOUREYES_TRACES_RATIO": 0.01,
	}
	values["trustedProxies"] = []any{"10.0.0.0/8", "192.0.2.1"}
	values["ingress"] = map[string]any{"enabled": true, "className": "nginx", "tlsSecret": "review-tls"}
	values["serviceMonitor"] = true
	all, text, err := render(t, chart, values)
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
	for _, want := range []string{`value: "90"`, `value: "10000000"`, `value: "0.01"`, `value: "10.0.0.0/8,192.0.2.1"`, `image: "registry.example.org/foureyes:1.2.3"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestWhatAServiceFinds(t *testing.T) {
	all, _, err := render(t, chart, needed())
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
	all, _, err := render(t, chart, needed())
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

// A pod that is told to end answers until those who send requests have heard of it, and is
// left the 25 seconds in which a server finishes what it has begun.
func TestPodsEndInOrder(t *testing.T) {
	all, _, err := render(t, chart, needed())
	if err != nil {
		t.Fatal(err)
	}
	pod := at(t, all["Deployment"], "spec", "template", "spec")
	server := at(t, pod, "containers").([]any)[0]
	waits, err := strconv.Atoi(fmt.Sprint(at(t, server, "lifecycle", "preStop", "sleep", "seconds")))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := strconv.Atoi(fmt.Sprint(at(t, pod, "terminationGracePeriodSeconds")))
	if err != nil {
		t.Fatal(err)
	}
	if waits < 1 || whole < waits+25 {
		t.Errorf("a pod waits for %d s and is killed after %d s", waits, whole)
	}
}

func TestChartSaysWhatIsMissing(t *testing.T) {
	for _, name := range []string{"publicURL", "objectsURL", "existingSecret"} {
		values := needed()
		delete(values, name)
		if _, _, err := render(t, chart, values); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	values := needed()
	delete(values, "image")
	if _, _, err := render(t, chart, values); err == nil || !strings.Contains(err.Error(), "image.repository") {
		t.Errorf("without an image: %v", err)
	}
}

func TestChartRefusesValuesThatItDoesNotHave(t *testing.T) {
	for why, over := range map[string]map[string]any{
		"publicUrl": {"publicUrl": "https://review.example.org"}, "tag": {"image": map[string]any{"repository": "foureyes", "tag": 1.2}},
		"objectsURL": {"objectsURL": "https://s3.example.org"}, "replicas": {"replicas": 0}, "retention-days": {"settings": map[string]any{"retention-days": 90}},
	} {
		values := needed()
		maps.Copy(values, over)
		if _, _, err := render(t, chart, values); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%v: %v", over, err)
		}
	}
}

// What Kubernetes would drop without a word is found before that.
func TestChartIsHeldAgainstKubernetes(t *testing.T) {
	for right, wrong := range map[string]string{
		"terminationGracePeriodSeconds: 40": "terminationGracePeriod: 40", "apiVersion: apps/v1": "apiVersion: apps/v1beta1",
		"replicas: {{ .Values.replicas }}": "replicas: many",
	} {
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(chart)); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(copied, "templates", "deployment.yaml")
		text := strings.Replace(read(t, file), right, wrong, 1)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := render(t, copied, needed()); err == nil || !strings.Contains(err.Error(), "deployment.yaml") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
