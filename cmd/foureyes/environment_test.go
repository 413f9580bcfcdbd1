package main

import (
	"slices"
	"testing"

	"github.com/alecthomas/kong"
)

func TestVariablesThatAreNoSettings(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Vars{"policies": ""}, kong.DefaultEnvars("FOUREYES"))
	if err != nil {
		t.Fatal(err)
	}
	got := unknownIn([]string{
		"HOME=/root", "FOUREYES_DATABSE_URL=postgres://x", "FOUREYES_LISTEN=", "FOUREYES_CONFIG=x", "FOUREYES_DATA=./data", "FOUREYES_PORTS=1",
		"FOUREYES_PORT=tcp://10.0.0.1:8080", "FOUREYES_SERVICE_HOST=10.0.0.1", "FOUREYES_SERVICE_PORT_HTTP=8080", "FOUREYES_PORT_8080_TCP_ADDR=10.0.0.1",
		"FOUREYES_METRICS_SERVICE_PORT=9090", "AFOUREYES_X=1",
	}, parser)
	if want := []string{"FOUREYES_DATABSE_URL", "FOUREYES_PORTS"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
