// Command chart renders a Helm chart as helm does, by Helm's own engine, with values that
// it reads as YAML, and prints what comes out. It fails if Helm's linter warns of anything,
// and if Kubernetes (or the operator of Prometheus) would not know a field that is set.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/lint"
	"helm.sh/helm/v4/pkg/chart/v2/lint/support"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	kubernetes "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

// release is the name that the chart is rendered under.
const release = "review"

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "chart:", err)
		os.Exit(1)
	}
}

func run(arguments []string, values io.Reader, out io.Writer) error {
	if len(arguments) != 1 {
		return errors.New("usage: chart FOLDER <values.yaml")
	}
	text, err := io.ReadAll(values)
	if err != nil {
		return fmt.Errorf("read the values: %w", err)
	}
	over := map[string]any{}
	if err := yaml.Unmarshal(text, &over); err != nil {
		return fmt.Errorf("read the values: %w", err)
	}
	files, err := render(arguments[0], over)
	if err != nil {
		return err
	}
	if err := check(arguments[0], over); err != nil {
		return err
	}
	return show(files, out)
}

// render is what `helm template` does: each template's text by its name.
func render(folder string, over map[string]any) (map[string]string, error) {
	chart, err := loader.Load(folder)
	if err != nil {
		return nil, fmt.Errorf("load the chart: %w", err)
	}
	options := common.ReleaseOptions{Name: release, Namespace: "default", Revision: 1, IsInstall: true}
	values, err := util.ToRenderValues(chart, over, options, common.DefaultCapabilities)
	if err != nil {
		return nil, fmt.Errorf("merge the values: %w", err)
	}
	files, err := engine.Render(chart, values)
	if err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return files, nil
}

// check is what `helm lint --strict` does.
func check(folder string, over map[string]any) error {
	found := lint.RunAll(folder, over, "default")
	for _, message := range found.Messages {
		if message.Severity >= support.WarningSev {
			return fmt.Errorf("lint: %s", message.Error())
		}
	}
	return nil
}

// show prints the documents, each of which must be known with all its fields.
func show(files map[string]string, out io.Writer) error {
	known := runtime.NewScheme()
	if err := errors.Join(scheme.AddToScheme(known), monitoring.AddToScheme(known)); err != nil {
		return fmt.Errorf("name the types of Kubernetes: %w", err)
	}
	strict := json.NewSerializerWithOptions(json.DefaultMetaFactory, known, known, json.SerializerOptions{Yaml: true, Strict: true})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		documents, err := split(files[name])
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		for _, document := range documents {
			if _, _, err := strict.Decode(document, nil, nil); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if _, err := fmt.Fprintf(out, "---\n# Source: %s\n%s", name, document); err != nil {
				return fmt.Errorf("print: %w", err)
			}
		}
	}
	return nil
}

// split gives the documents of a file that have something in them.
func split(text string) (all [][]byte, err error) {
	documents := kubernetes.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(document)) > 0 {
			all = append(all, document)
		}
	}
}
